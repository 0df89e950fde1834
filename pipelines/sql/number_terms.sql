-- What each number is made of: one row per number, part and measure.
--   target                    numerator and denominator in force
--   form.measure              the count itself
--   body.dimension.class      the class, and the total that it is a share of; the class "total" alone
-- The class left over is the total less all other classes.
create view composition_terms as
select body, dimension, category, measure_id, coefficient from class_terms
union all
select
    classes.body,
    classes.dimension,
    classes.category,
    class_terms.measure_id,
    sum(if(class_terms.category = 'total', 1, -1) * coefficient) as coefficient
from classes
join class_terms using (body, dimension)
where classes.is_remainder
group by all
having sum(if(class_terms.category = 'total', 1, -1) * coefficient) <> 0;

create view number_terms as
with named as (
    select concat_ws('.', body, dimension, category) as number_id, * from composition_terms
),

shared as (
    select concat_ws('.', body, dimension, category) as number_id, body, dimension from classes
)

select indicator_id as number_id, part, measure_id, coefficient
from indicator_terms where is_chosen
union all
select number_id, 'numerator', measure_id, 1 from declared_measures
union all
select number_id, 'numerator', measure_id, coefficient from named
union all
select shared.number_id, 'denominator', class_terms.measure_id, class_terms.coefficient
from shared
join class_terms using (body, dimension)
where class_terms.category = 'total';
