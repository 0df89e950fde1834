-- One row per year and unit of any level: of its targets, how many are reached and how many could be judged.
create table scores as
select
    year,
    level,
    unit_id,
    unit_name,
    sector_id,
    organisation_id,
    count(*) filter (is_reached) as met,
    count(*) filter (is_judged) as judged,
    count(*) as declared,
    level_order
from progress
join verdicts using (verdict)
group by all
order by year, level_order, unit_id;
