select entry_id, snapshot_id, note, entered_at, role from note_entries order by entered_at, rowid;
