# Strings of strategies on paper: the live page, a run, events, alerts and limits.

live-title = Live
live-nav = Live
