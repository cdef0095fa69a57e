select
  cast(md5("order") as uuid) order_hk,
  cast(md5(concat(strlen("order"), ':', "order", strlen(cast(line_number as varchar)), ':', cast(line_number as varchar))) as uuid) order_item_hk,
  cast(md5(trim(trailing ':' from concat(strlen(regexp_replace(cast(price as varchar), '\.?0+$', '')), ':', regexp_replace(cast(price as varchar), '\.?0+$', ''), strlen(cast(changed_at as varchar)), ':', cast(changed_at as varchar)))) as uuid) hashdiff,
  unhex(sha1("order")) sha1_key,
  sha256("order") sha256_hex_key,
  cast('00000000000000000000000000000000' as uuid) unknown_key,
  unhex('ffffffffffffffffffffffffffffffffffffffff') error_key
from stage."Orders"
