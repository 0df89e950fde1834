-- Organisations under the district in a year, and those of which nothing is missing.
select count(*) as units, count(*) filter (is_complete) as complete
from (
    select bool_and(reported = expected) as is_complete
    from progress
    where year = $year and level = 'organisation'
    group by unit_id
)
