# Strings of: editor
