# Strings of: intake
