-- How every thread stands; asked with a year, also what earlier years left open.
with entries as (
    select
        *,
        row_number() over (partition by thread_id order by entered_at desc, rowid desc) as place,
        min(entered_at) over (partition by thread_id) as begun_at
    from remark_entries
)

select
    entry_id, thread_id, entered_at, role, level, unit_id, year, target_id,
    cause, remedy, owner, due_on, note, state,
    year as since_year,
    :year is not null and year < :year as is_carried
from entries
where
    place = 1
    and state <> 'withdrawn'
    and (:year is null or year = :year or (year < :year and state = 'open'))
    and (:level is null or level = :level)
    and (:unit_id is null or unit_id = :unit_id)
    and (:target_id is null or target_id = :target_id)
order by is_carried desc, year, begun_at, thread_id;
