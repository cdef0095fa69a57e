package org.lierne.core.plan.load;

import org.lierne.core.model.Delivery;
import org.lierne.core.model.Source;
import org.lierne.core.plan.Stage;

/**
 * The steps that find which batches are whole: {@code walk}, one row per batch of {@code counted}. A batch is compared
 * with the latest whole one before it, so that each depends on those before.
 */
record Wholeness(Source source, Delivery.Full full) {

    /** From batch to batch, each by a step of a recursive query. */
    String byRecursion() {
        return """
                walk as (
                  select distinct _scope, cast(0 as bigint) as _batch, cast(0 as bigint) as _whole_before,
                    cast(false as boolean) as is_whole, cast(0 as hugeint) as keys_known, cast(0 as hugeint) as keys_missing
                  from counted
                  union all
                  select _scope, _batch, case when is_whole then _batch else _whole_before end, is_whole,
                    keys_known, keys_missing
                  from (
                    select *, is_base
                      or is_open and (unreadable = 0 and left_out = 0 and keys_present > 0 and keys_missing <= keys_known * %2$s) as is_whole
                    from (
                      select counted._scope, counted._batch, walk._whole_before, counted.is_base, counted.is_open, counted.unreadable, counted.left_out,
                        counted.keys_present, coalesce(sum(spans._keys), 0) as keys_known,
                        coalesce(sum(spans._keys) filter (spans._next is distinct from counted._batch), 0) as keys_missing
                      from walk
                      join counted on counted._scope = walk._scope and counted._batch = walk._batch + 1
                      left join %1$s as spans
                        on spans._scope = walk._scope
                        and spans._batch between walk._whole_before and walk._batch
                        and (spans._next is null or spans._next > walk._batch)
                      group by all
                    ) as compared
                  ) as found
                )""".formatted(Stage.spans(source), mayLack());
    }

    /**
     * Each batch is compared with every one before it, as if that were the latest whole one; then a fold over the
     * batches of a scope goes from whole one to whole one.
     */
    String byFolding() {
        return """
                before as (
                  select _scope, _batch from counted
                  union all
                  select distinct _scope, 0 from counted
                ),
                compared as (
                  select counted._scope, counted._batch, before._batch as _whole_before, counted.is_base, counted.is_open,
                    counted.unreadable, counted.left_out, counted.keys_present,
                    coalesce(sum(spans._keys), 0) as keys_known,
                    coalesce(sum(spans._keys) filter (where spans._next is distinct from counted._batch), 0) as keys_missing
                  from counted
                  join before on before._scope = counted._scope and before._batch < counted._batch
                  left join %1$s as spans
                    on spans._scope = counted._scope
                    and spans._batch between before._batch and counted._batch - 1
                    and (spans._next is null or spans._next > counted._batch - 1)
                  group by counted._scope, counted._batch, before._batch, counted.is_base, counted.is_open,
                    counted.unreadable, counted.left_out, counted.keys_present
                ),
                possible as (
                  select _scope, _batch, array_agg(_whole_before) as _whole_after
                  from compared
                  where is_base
                    or is_open and (unreadable = 0 and left_out = 0 and keys_present > 0 and keys_missing <= keys_known * %2$s)
                  group by _scope, _batch
                ),
                whole as (
                  select _scope, reduce(
                      array_agg(cast(row(_batch, _whole_after) as row(batch bigint, whole_after array(bigint))) order by _batch),
                      array[cast(0 as bigint)],
                      (whole, next) -> if(contains(next.whole_after, element_at(whole, -1)), whole || next.batch, whole),
                      whole -> whole
                    ) as _batches
                  from possible
                  group by _scope
                ),
                walk as (
                  select compared._scope, compared._batch, coalesce(contains(whole._batches, compared._batch), false) as is_whole,
                    compared.keys_known, compared.keys_missing
                  from compared
                  left join whole on whole._scope = compared._scope
                  where compared._whole_before = coalesce(
                    array_max(filter(whole._batches, batch -> batch < compared._batch)), 0)
                )""".formatted(Stage.spans(source), mayLack());
    }

    private String mayLack() {
        return Double.toString(full.missingAtMost());
    }
}
