-- One row per year, unit, dimension and class of the committee members.
-- The class left over (no listed qualification, not a woman, ...) is shown, never spread over the others.
create table composition as
with totals as (
    select year, level, unit_id, dimension, value as total
    from rolled_up_measures
    join dimensions on dimensions.total_measure_id = rolled_up_measures.measure_id
    where reported > 0
    group by all
),

classes as (
    select year, level, unit_id, dimension, category, value as members
    from rolled_up_measures
    join dimensions using (measure_id)
),

counted as (
    select
        totals.*,
        dimensions.category,
        dimensions.category_name,
        dimensions.category_order,
        coalesce(
            classes.members,
            totals.total - sum(classes.members) over (
                partition by totals.year, totals.level, totals.unit_id, totals.dimension
            )
        ) as members
    from totals
    join dimensions using (dimension)
    left join classes using (year, level, unit_id, dimension, category)
)

select
    year,
    level,
    unit_id,
    unit_name,
    dimension,
    category,
    category_name,
    members::bigint as "count",
    100.0 * members / nullif(total, 0) as share_pct,
    level_order,
    category_order
from counted
join unit_names using (level, unit_id)
order by year, level_order, unit_id, dimension, category_order;
