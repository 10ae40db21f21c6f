# Strings of: studio
