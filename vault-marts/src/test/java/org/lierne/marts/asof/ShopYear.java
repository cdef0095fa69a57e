package org.lierne.marts.asof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a small shop delivers in a year: customers in full, orders that change hands, payments that are
 * corrected, phones in blocks, countries. One file in five comes a run or two late, and one in ten is corrected later. Its
 * metadata changes as the year goes on.
 */
final class ShopYear {

    private final Path folder;
    private final Random random;
    private final int customers;
    private final int runs;
    private final int days;
    private final Map<Integer, List<Runnable>> postponed = new LinkedHashMap<>();
    private int lastOrder;
    private int lastPayment;
    private boolean contacts;

    /** @param runs in the year; what is of the days of the one before the last comes with the last */
    ShopYear(Path folder, long seed, int customers, int runs) {
        this.folder = folder;
        this.random = new Random(seed);
        this.customers = customers;
        this.runs = runs;
        this.days = 360 / runs;
        write("vault.yml", "vault: shop\n");
        write("model/shop.yml", MODEL);
        write("sources/shop.yml", SOURCES);
        write("marts/shop.yml", MARTS);
        write("marts/snapshots.sql", SNAPSHOTS);
    }

    Path folder() {
        return folder;
    }

    /** Delivers what is due at a run, from 1: what is of its days and in time, and what of earlier days comes now. */
    void deliver(int run) {
        LocalDate day = day(run);
        postponed.getOrDefault(run, List.of()).forEach(Runnable::run);
        sometimesLate(run, "customers", customersOf(day));
        sometimesLate(run, "orders", ordersOf(day));
        sometimesLate(run, "payments", paymentsOf());
        sometimesLate(run, "phones", phonesOf());
        if (run % 6 == 1) {
            sometimesLate(run, "countries", "code,name\nAT,Austria " + run + "\nDE,Germany\n");
        }
        if (contacts) {
            sometimesLate(run, "contacts", "customer_id,email\nC1,c" + run + "@example.org\nC2,x@example.org\n");
        }
    }

    LocalDate day(int run) {
        return LocalDate.of(2025, 1, 1).plusDays((long) days * (run - 1));
    }

    private void sometimesLate(int run, String source, String content) {
        String file = "landing/" + source + "_" + day(run) + ".csv";
        int late = run == runs - 1 ? 1 : random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0;
        if (late == 0) {
            write(file, content);
        } else {
            postpone(run + late, file, content);
        }
        if (random.nextInt(10) == 0) {
            int last = content.stripTrailing().lastIndexOf('\n');
            postpone(run + late + 1 + random.nextInt(2), file, content.substring(0, last + 1));
        }
    }

    private void postpone(int run, String file, String content) {
        postponed.computeIfAbsent(run, each -> new ArrayList<>()).add(() -> write(file, content));
    }

    private String customersOf(LocalDate day) {
        List<String> rows = new ArrayList<>(List.of("customer_id,name,city,country,credit"));
        for (int customer = 1; customer <= customers; customer++) {
            if (random.nextInt(12) > 0) {
                rows.add("C" + customer + ",Name " + customer + "," + pick("Ulm", "Graz", "Linz", "Bonn") + ","
                        + pick("AT", "DE") + "," + random.nextInt(3) * 100 + ".50");
            }
        }
        return lines(rows);
    }

    private String ordersOf(LocalDate day) {
        List<String> rows = new ArrayList<>(List.of("order_id,customer_id,ordered_on,amount,channel"));
        for (int order = 1; order <= 2 + customers / 3; order++) {
            boolean isNew = lastOrder == 0 || random.nextInt(4) > 0;
            int number = isNew ? ++lastOrder : 1 + random.nextInt(lastOrder);
            String customer = random.nextInt(15) == 0 ? "" : "C" + (1 + random.nextInt(customers));
            rows.add(number + "," + customer + "," + day.minusDays(random.nextInt(14)) + ","
                    + random.nextInt(9000) / 100.0 + "," + pick("web", "shop"));
        }
        return lines(rows);
    }

    private String paymentsOf() {
        List<String> rows = new ArrayList<>(List.of("payment_id,order_id,paid"));
        List<String> body = new ArrayList<>();
        for (int payment = 1; payment <= 3; payment++) {
            boolean isNew = lastPayment == 0 || random.nextInt(3) > 0;
            int number = isNew ? ++lastPayment : 1 + random.nextInt(lastPayment);
            body.add("P" + number + "," + (1 + number % Math.max(1, lastOrder)) + "," + random.nextInt(5) * 10 + ".00");
        }
        rows.addAll(body.stream().distinct().toList());
        return lines(rows);
    }

    private String phonesOf() {
        List<String> rows = new ArrayList<>(List.of("customer_id,kind,number"));
        List<String> kinds = new ArrayList<>(List.of("home", "work", "fax"));
        for (int customer = 1; customer <= customers; customer += 2) {
            Collections.shuffle(kinds, random);
            for (String kind : kinds.subList(0, 1 + random.nextInt(3))) {
                rows.add("C" + customer + "," + kind + "," + random.nextInt(3));
            }
        }
        return lines(rows);
    }

    private String pick(String... words) {
        return words[random.nextInt(words.length)];
    }

    private static String lines(List<String> rows) {
        return String.join("\n", rows) + "\n";
    }

    /** What changes in the metadata in the course of the year, in this order. */
    static final int CHANGES = 8;

    void change(int number) {
        switch (number) {
            case 1 ->
                // A column of another name.
                edit("sources/shop.yml", "city: varchar", "town: { from: city, was: city }");
            case 2 -> {
                // Described later, and so filled from the archive.
                edit("sources/shop.yml", "    ignore: channel\n", "");
                edit("sources/shop.yml", "      amount: decimal", "      channel: varchar\n      amount: decimal");
                edit(
                        "model/shop.yml",
                        "  order_details: { of: order, from: orders }",
                        "  order_details: { of: order, from: orders, columns: [ordered_on, amount] }\n"
                                + "  order_channel: { of: order, from: orders, columns: channel }");
            }
            case 3 -> {
                // The column's old name is taken by another one.
                edit("sources/shop.yml", "town: { from: city, was: city }", "town: { from: city }");
                edit("sources/shop.yml", "country: varchar", "city: { from: country, was: country }");
                edit("marts/snapshots.sql", "details.country", "details.city");
            }
            case 4 -> {
                // A wider type, and another dimension.
                edit("sources/shop.yml", "decimal(8,2)", "decimal(14,3)");
                edit("marts/shop.yml", "of: customer, history: type_1", "of: customer, history: type_2");
            }
            case 5 -> {
                edit("model/shop.yml", "  customer_details: {", "  customer_profile: { was: customer_details, ");
                edit("marts/snapshots.sql", "sat_customer_details", "sat_customer_profile");
            }
            case 6 -> {
                // The satellite's old name is another one's now.
                edit(
                        "model/shop.yml",
                        "  customer_profile: { was: customer_details, ",
                        "  customer_details: { of: customer, from: contacts }\n  customer_profile: { ");
                edit("sources/shop.yml", "sources:\n", "sources:\n" + CONTACTS);
                contacts = true;
            }
            case 7 -> {
                edit(
                        "model/shop.yml",
                        "from: orders, columns: channel }",
                        "from: orders, columns: channel, retired: true }");
                edit("sources/shop.yml", "      channel: varchar\n", "");
                edit("sources/shop.yml", "one_row_per: order\n", "one_row_per: order\n    ignore: channel\n");
            }
            case 8 -> {
                // A hub of another name, and with it every table that has its key.
                edit("model/shop.yml", "  customer: customer_id", "  client: { key: customer_id, was: customer }");
                edit("model/shop.yml", "[order, customer]", "[order, client]");
                edit("model/shop.yml", "of: customer,", "of: client,");
                edit("model/shop.yml", "point_in_time: [customer]", "point_in_time: [client]");
                edit("model/shop.yml", "order_customer, customer]", "order_customer, client]");
                edit("sources/shop.yml", "customer: customer_id", "client: customer_id");
                edit("sources/shop.yml", "one_row_per: customer", "one_row_per: client");
                edit("sources/shop.yml", "one_row_per: [customer, kind]", "one_row_per: [client, kind]");
                edit("marts/shop.yml", "of: customer,", "of: client,");
                edit("marts/shop.yml", "customer: customer,", "customer: client,");
                edit("marts/shop.yml", "customer_hk", "client_hk");
                edit("marts/shop.yml", "hub_customer", "hub_client");
                edit("marts/snapshots.sql", "customer_hk", "client_hk");
                edit("marts/snapshots.sql", "pit_customer", "pit_client");
                edit("marts/snapshots.sql", "hub_customer", "hub_client");
            }
            default -> throw new IllegalArgumentException("there is no change " + number);
        }
    }

    private void edit(String file, String from, String to) {
        try {
            String text = Files.readString(folder.resolve(file));
            if (!text.contains(from)) {
                throw new IllegalStateException("\"" + from + "\" is not in " + file);
            }
            write(file, text.replace(from, to));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final String SOURCES = """
            files: "{source}_{load_date:yyyy-MM-dd}.csv"
            sources:
              customers:
                delivery: full
                keys: { customer: customer_id }
                one_row_per: customer
                columns:
                  customer_id: varchar
                  name: varchar
                  city: varchar
                  country: varchar
                  credit: decimal(8,2)
              orders:
                keys: { order: order_id, customer: customer_id }
                one_row_per: order
                ignore: channel
                columns:
                  order_id: varchar
                  customer_id: varchar
                  ordered_on: date
                  amount: decimal(8,2)
              payments:
                keys: { order: order_id }
                one_row_per: payment_id
                columns:
                  payment_id: varchar
                  order_id: varchar
                  paid: decimal(8,2)
              phones:
                delivery: full
                keys: { customer: customer_id }
                one_row_per: [customer, kind]
                columns: [customer_id, kind, number]
              countries:
                columns: [code, name]
            """;

    private static final String CONTACTS = """
              contacts:
                keys: { customer: customer_id }
                one_row_per: customer
                columns: [customer_id, email]
            """;

    private static final String MODEL = """
            hubs:
              customer: customer_id
              order: order_id
            links:
              order_customer: { connects: [order, customer], from: orders }
              payment:
                kind: non_historized
                connects: order
                dependent_child_key: payment_id
                from: payments
                columns: paid
                corrections: counter_row
            satellites:
              customer_details: { of: customer, from: customers }
              customer_status: { kind: status_tracking, of: customer, from: customers }
              customer_seen: { kind: record_tracking, of: customer, from: customers }
              customer_phones: { kind: multi_active, of: customer, from: phones, sub_key: kind }
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            references:
              country: { key: code, from: countries, history: true }
            snapshots: { ends: { keep: { daily: 60 days, monthly: forever } } }
            point_in_time: [customer]
            bridges:
              order_owner: { path: [order, order_customer, customer] }
            """;

    private static final String MARTS = """
            marts:
              dim_customer: { kind: dimension, of: customer, history: type_1 }
              fact_order: { kind: fact, of: order, through: order_customer, at: order_details.ordered_on }
              purchases: { kind: transactions, from: fact_order, customer: customer, order: order, date: ordered_on, amount: amount }
              customer_rfm: { kind: rfm, of: purchases }
              customer_value: { kind: historic_value, of: purchases }
              churn: { kind: churn_rate, of: purchases, inactive_after: 60 days }
              snapshots: { kind: sql, query: snapshots.sql }
              owners:
                kind: sql
                query: |
                  select snapshot_date, bridge.customer_hk, count(*) as orders
                  from business_vault.bridge_order_owner as bridge
                  group by all
              payments:
                kind: sql
                query: |
                  select payment_id, paid, load_date, correction from raw_vault.link_payment_in_force
              paid:
                kind: sql
                query: select sum(paid * counter) as paid, count(*) as lines from raw_vault.link_payment
              status:
                kind: sql
                query: |
                  select hub.customer_id, history.status, history.load_date, history.load_end_date, seen.rows_tracked
                  from raw_vault.sat_customer_status_history as history
                  join raw_vault.hub_customer as hub on hub.customer_hk = history.customer_hk
                  left join raw_vault.sat_customer_seen as seen
                    on seen.customer_hk = history.customer_hk and seen.load_date = history.load_date
              phones:
                kind: sql
                query: |
                  select customer_hk, kind, number, load_date, load_end_date from raw_vault.sat_customer_phones_history
              countries:
                kind: sql
                query: select code, name, load_date, load_end_date from raw_vault.ref_country_history
              first_seen:
                kind: sql
                query: select customer_hk, customer_id, load_date, record_source, run_id from raw_vault.hub_customer
            """;

    private static final String SNAPSHOTS = """
            select pit.snapshot_date, hub.customer_id, details.name, details.country
            from business_vault.pit_customer as pit
            join raw_vault.hub_customer as hub on hub.customer_hk = pit.customer_hk
            left join raw_vault.sat_customer_details as details
              on details.customer_hk = pit.sat_customer_details_hk
              and details.load_date = pit.sat_customer_details_load_date
              and details.delivery_id = pit.sat_customer_details_delivery_id
              and details.record_number = pit.sat_customer_details_record_number
              and details.row_number = pit.sat_customer_details_row_number
            """;
}
