select
    hub_product.product_hk,
    hub_product.product_code,
    sat_product_texts.name,
    sat_product_texts.colour,
    sat_product_prices.price
from raw_vault.hub_product as hub_product
left join raw_vault.sat_product_texts_current as sat_product_texts
    on sat_product_texts.product_hk = hub_product.product_hk
left join raw_vault.sat_product_prices_current as sat_product_prices
    on sat_product_prices.product_hk = hub_product.product_hk
