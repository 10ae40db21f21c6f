# Strings of: common
