-- Every entry of a thread, the first one first.
select
    entry_id, thread_id, entered_at, role, level, unit_id, year, target_id,
    cause, remedy, owner, due_on, note, state
from remark_entries
where :thread_id is null or thread_id = :thread_id
order by entered_at, rowid;
