insert or ignore into agenda_entries values (:entry_id, :name, :address, :saved_at, :role);
