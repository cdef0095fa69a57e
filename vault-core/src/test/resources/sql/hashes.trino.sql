select
  cast(md5(to_utf8("order")) as uuid) order_hk,
  cast(md5(to_utf8(coalesce(cast(length(to_utf8("order")) as varchar) || ':' || "order", ':') || coalesce(cast(length(to_utf8(cast(line_number as varchar))) as varchar) || ':' || cast(line_number as varchar), ':'))) as uuid) order_item_hk,
  cast(md5(to_utf8(trim(trailing ':' from coalesce(cast(length(to_utf8(regexp_replace(cast(price as varchar), '\.?0+$', ''))) as varchar) || ':' || regexp_replace(cast(price as varchar), '\.?0+$', ''), ':') || coalesce(cast(length(to_utf8(regexp_replace(cast(cast(changed_at as timestamp(6)) as varchar), '\.?0+$', ''))) as varchar) || ':' || regexp_replace(cast(cast(changed_at as timestamp(6)) as varchar), '\.?0+$', ''), ':')))) as uuid) hashdiff,
  sha1(to_utf8("order")) sha1_key,
  lower(to_hex(sha256(to_utf8("order")))) sha256_hex_key,
  cast(from_hex('00000000000000000000000000000000') as uuid) unknown_key,
  from_hex('ffffffffffffffffffffffffffffffffffffffff') error_key
from stage."Orders"
