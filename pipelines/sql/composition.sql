-- One row per year, unit, body of people, dimension and class.
-- The class left over (no listed qualification, not a woman, ...) is shown, never spread over the others.
create table composition as
with counted as (
    select
        year,
        level,
        unit_id,
        body,
        dimension,
        category,
        sum(coefficient * value)::bigint as members
    from rolled_up_measures
    join composition_terms using (measure_id)
    where reported > 0
    group by all
),

shared as (
    select members.*, whole.members as total
    from counted as members
    join counted as whole using (year, level, unit_id, body, dimension)
    where whole.category = 'total'
)

select
    year,
    level,
    unit_id,
    unit_name,
    dimension,
    category,
    category_name,
    members as "count",
    100.0 * members / nullif(total, 0) as share_pct,
    level_order,
    category_order,
    body,
    total,
    is_remainder,
    organisation_id,
    sector_id,
    total > 0 and total < (select small_n from programme) as is_small,
    concat_ws('.', body, dimension, category) as number_id,
    body_order
from shared
join classes using (body, dimension, category)
join unit_names using (level, unit_id)
order by year, level_order, unit_id, body_order, dimension, category_order;
