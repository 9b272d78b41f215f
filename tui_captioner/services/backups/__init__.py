"""Making backups of a dataset, by command and once a day; bringing back what one holds."""
