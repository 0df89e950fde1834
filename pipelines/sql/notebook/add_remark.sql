insert or ignore into remark_entries values (
    :entry_id, :thread_id, :entered_at, :role, :level, :unit_id, :year, :target_id,
    :cause, :remedy, :owner, :due_on, :note, :state
);
