-- Who owes which form, and what became of it: one row per reported year, organisation or cell, and form.
-- An organisation's row speaks of its cells too: it has reported when all of them have, on the last day.
-- Reads `arrivals` and `due_days`; $today decides what is overdue.
with first_arrival as (
    select min(arrived_on) as first_arrived_on from arrivals
),

-- nobody can have met or missed a day before anything at all had arrived
deadlines as (
    select year, due_on, coalesce(due_on >= first_arrived_on, false) as is_judged, first_arrived_on
    from reported_years
    left join due_days using (year)
    cross join first_arrival
),

-- a warning belongs to the organisation in whose row its cell stands, or whose code is its value
places as (
    select distinct unit_id, form_id, year, file, sheet, regexp_extract(cell, '\d+$') as sheet_row
    from measures
),

warned as (
    select unit_id, findings.form_id, findings.year, count(distinct findings.rowid) as warnings
    from findings
    join places
        on places.form_id = findings.form_id and places.year = findings.year
        and (
            (
                places.file = findings.file and places.sheet = findings.sheet
                and places.sheet_row = regexp_extract(findings.cell, '\d+$')
            )
            or (findings.cell = '' and places.unit_id = findings.value)
        )
    where findings.severity = 'warning'
    group by all
),

own as (
    select
        deadlines.*,
        unit_list.unit_id,
        unit_list.unit_name,
        unit_list.level,
        unit_list.organisation_id,
        unit_list.name_order,
        declared_forms.form_id,
        declared_forms.form_order,
        declared_forms.rows_are,
        data_gaps.is_reported,
        if(data_gaps.is_reported, arrivals.arrived_on, null) as arrived_on,
        coalesce(warned.warnings, 0) as warnings
    from deadlines
    cross join unit_list
    join declared_forms on declared_forms.kind <> 'register'
    left join data_gaps using (year, form_id, unit_id)
    left join arrivals using (year, form_id, unit_id)
    left join warned using (year, form_id, unit_id)
),

counted_for as (
    select *, organisation_id as for_id from own
    union all
    select *, unit_id from own where level = 'cell'
),

together as (
    select
        year,
        due_on,
        is_judged,
        first_arrived_on,
        for_id as unit_id,
        form_id,
        form_order,
        rows_are,
        bool_and(is_reported) as is_reported,
        coalesce(bool_or(not is_reported) filter (for_id = unit_id), false) as is_own_missing,
        count(is_reported) filter (for_id <> unit_id) as cells,
        count(*) filter (for_id <> unit_id and not is_reported) as missing_cells,
        string_agg(unit_name, ', ' order by name_order)
            filter (for_id <> unit_id and not is_reported) as missing_names,
        max(arrived_on) as arrived_on,
        sum(warnings)::bigint as warnings
    from counted_for
    group by all
)

select
    together.*,
    unit_list.unit_name,
    unit_list.level,
    unit_list.sector_id,
    unit_list.organisation_id,
    unit_list.organisation_name,
    unit_list.founded_on,
    unit_list.closed_on,
    unit_list.successor_name,
    unit_list.name_order,
    case
        when is_reported is null and year(founded_on) > year then 'not_founded'
        when is_reported is null and year(closed_on) < year and successor_id is not null then 'merged'
        when is_reported is null and year(closed_on) < year then 'closed'
        when is_reported is null then 'not_owed'
        when not is_reported and is_judged and $today > due_on then 'overdue'
        when not is_reported then 'missing'
        when is_judged and arrived_on > due_on then 'late'
        when warnings > 0 then 'warned'
        else 'reported'
    end as state
from together
join unit_list using (unit_id)
