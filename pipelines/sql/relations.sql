-- Names of all tables and views that a snapshot holds.
select table_name
from information_schema.tables
