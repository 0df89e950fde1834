insert or ignore into note_entries values (:entry_id, :snapshot_id, :note, :entered_at, :role);
