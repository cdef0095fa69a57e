package org.lierne.cli.simulator.chance;

/** What a draw is for. Draws of different purposes are independent; the name is part of the seed, so it never changes. */
public enum Purpose {
    PERSON,
    JOIN,
    PURCHASES,
    DROP_OUT,
    ADDRESS,
    CONTACT,
    ACCOUNT,
    CUSTOMER_CHANGE,
    PRODUCT,
    PRODUCT_CHANGE,
    CATEGORY,
    STOCK,
    CAMPAIGN,
    CAMPAIGN_COST,
    GUEST,
    BASKET,
    ORDER,
    ORDER_FATE,
    SHIPPING,
    REVIEW,
    BROWSING,
    SESSION,
    MENTION,
    INDICATOR,
    SPELLING,
    PLANTING,
    DELIVERING;

    private final long code = hash(name());

    long code() {
        return code;
    }

    /** FNV-1a. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int index = 0; index < name.length(); index++) {
            hash = (hash ^ name.charAt(index)) * 0x100000001b3L;
        }
        return hash;
    }
}
