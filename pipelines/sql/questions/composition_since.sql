-- Classes of every body of people in two years, side by side.
with asked as (
    select * from composition
    where level = $level and unit_id = $unit_id
)
select
    body,
    dimension,
    category,
    any_value(category_name) as category_name,
    any_value(is_remainder) as is_remainder,
    any_value(number_id) as number_id,
    any_value("count") filter (year = $since) as since_count,
    any_value(total) filter (year = $since) as since_total,
    any_value(share_pct) filter (year = $since) as since_share_pct,
    any_value("count") filter (year = $year) as "count",
    any_value(total) filter (year = $year) as total,
    any_value(share_pct) filter (year = $year) as share_pct,
    any_value(share_pct) filter (year = $year)
    - any_value(share_pct) filter (year = $since) as change_pct
from asked
where year in ($year, $since)
group by body, dimension, category
order by any_value(body_order), dimension, any_value(category_order);
