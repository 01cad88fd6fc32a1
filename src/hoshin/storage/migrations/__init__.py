"""The steps by which a database comes to hold the tables, on SQLite and on PostgreSQL."""
