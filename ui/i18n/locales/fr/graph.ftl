# Strings of: graph
