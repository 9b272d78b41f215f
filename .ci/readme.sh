# readme_command NAME: the command of the README that stands behind the mark <!-- NAME -->.
readme_command() { awk -v mark="<!-- $1 -->" '$0 == mark { found = 1; next } found && /^```/ { if (inside) exit; inside = 1; next } inside' README.md; }
