-- The newest entry of every name; one without an address was taken off the list.
with entries as (
    select *, row_number() over (partition by name order by saved_at desc, rowid desc) as place
    from agenda_entries
)

select name, address, saved_at, role from entries where place = 1 and address <> '' order by name;
