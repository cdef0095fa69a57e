package org.lierne.loader.load;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lierne.loader.erasure.ErasureReport;

/** A person is taken out of a vault, and everything else stays as it is. */
class ErasureTest {

    private static final String SOURCES = """
            system: shop
            files: "{source}_{load_date:yyyyMMdd}.csv"
            sources:
              customers:
                keys: [customer]
                one_row_per: customer
                sensitive: [name, email]
                required: name
                columns:
                  customer_id: varchar
                  name: varchar
                  email: { type: varchar, matches: ".+@.+" }
                  city: varchar
              orders:
                keys: { order: order_id, customer: customer_id, recipient: recipient_id }
                one_row_per: order
                sensitive: ship_to
                columns: { order_id: varchar, customer_id: varchar, recipient_id: varchar, ship_to: varchar, amount: integer }
            """;
    private static final String MODEL = """
            hubs:
              customer: { key: customer_id, roles: recipient }
              order: order_id
            links:
              order_customer: { connects: [order, customer, recipient], from: orders }
            satellites:
              customer_contact: { of: customer, from: customers, columns: [name, email] }
              customer_details: { of: customer, from: customers }
              order_address: { of: order, from: orders, columns: ship_to }
              order_details: { of: order, from: orders }
              order_customer_effectivity: { kind: effectivity, of: order_customer, from: orders }
            """;

    @TempDir
    Path folder;

    private Project shop() {
        Project project = Project.of(folder, SOURCES, MODEL).archiving();
        project.deliver(
                "customers_20240101.csv",
                "customer_id,name,email,city",
                "C-1001,Ada Lovelace,ada@example.org,London",
                "C-1002,Blaise Pascal,blaise@example.org,Paris",
                "C-1001,Ada L.,ada@example.org,London",
                "C-1001,Ada X.,adaexample,London");
        project.deliver(
                "customers_20240102.csv",
                "customer_id,name,email,city",
                "C-1001,Ada Byron,ada@example.org,Ockham",
                "C-1003,Carl,carl@example.org,Gauss");
        project.deliver(
                "orders_20240101.csv",
                "order_id,customer_id,recipient_id,ship_to,amount",
                "7,C-1001,C-1001,Ada at 12 St James,10",
                "8,C-1002,C-1001,Ada at 12 St James,20",
                "9,C-1002,C-1002,Blaise,30");
        project.deliver(
                "orders_20240102.csv",
                "order_id,customer_id,recipient_id,ship_to,amount",
                "7,C-1002,C-1002,Ada at 12 St James,10",
                "9,C-1002,C-1002,Blaise,30");
        project.run();
        return project;
    }

    @Test
    void aPersonIsTakenOut() {
        Project project = shop();
        ErasureReport report = project.forget("C-1001");
        System.out.println(report);
        System.out.println(project.rows("from raw_vault.hub_customer"));
        System.out.println(project.rows("from raw_vault.sat_customer_contact"));
        System.out.println(project.rows("from raw_vault.sat_order_address"));
        System.out.println(project.rows("from audit.erased_record"));
        System.out.println(project.rows("from audit.reject"));
        System.out.println(Rebuilding.inPlace(project));
        project.run();
        project.closeVerified();
    }
}
