# Strings of: pages
