select entry_id, name, address, saved_at, role from agenda_entries order by saved_at, rowid;
