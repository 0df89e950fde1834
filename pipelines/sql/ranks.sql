-- The place of a unit among those of its year, level and indicator, and among those of its sector:
-- by value, highest first, equal values share a place. Shares of fewer than small_n are not ranked.
create view ranks as
with rankable as (
    select year, level, unit_id, indicator_id, value_pct, sector_id
    from indicator_values
    join unit_names using (level, unit_id)
    where is_chosen
      and value_pct is not null
      and denominator >= (select small_n from programme)
),

within_sector as (
    select
        year,
        level,
        unit_id,
        indicator_id,
        rank() over among as sector_rank,
        count(*) over (partition by year, level, indicator_id, sector_id) as sector_ranked
    from rankable
    where level in ('organisation', 'cell')
    window among as (partition by year, level, indicator_id, sector_id order by value_pct desc)
)

select
    year,
    level,
    unit_id,
    indicator_id,
    rank() over among as "rank",
    count(*) over (partition by year, level, indicator_id) as ranked,
    sector_rank,
    sector_ranked
from rankable
left join within_sector using (year, level, unit_id, indicator_id)
window among as (partition by year, level, indicator_id order by value_pct desc);
