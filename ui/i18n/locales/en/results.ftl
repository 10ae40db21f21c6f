# Strings of: results
