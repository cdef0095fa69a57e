package org.lierne.cli.simulator.world;

/** A product as it is today. Not safe for several threads; what it was, the truth has written down. */
public final class Product {

    final int index;
    final String sku;
    final double weight;
    final double quality;
    final int launched;
    final int ends;
    final int pauseFrom;
    final int pauseTo;
    final int grams;
    final String colour;
    final String size;
    String name;
    int category;
    int supplier;
    long listCents;
    long costCents;
    boolean discontinued;
    int changedOn;

    Product(
            int index,
            String sku,
            double weight,
            double quality,
            int launched,
            int ends,
            int pauseFrom,
            int grams,
            String colour,
            String size,
            String name,
            int category,
            int supplier,
            long listCents,
            long costCents) {
        this.index = index;
        this.sku = sku;
        this.weight = weight;
        this.quality = quality;
        this.launched = launched;
        this.ends = ends;
        this.pauseFrom = pauseFrom;
        this.pauseTo = pauseFrom + 5;
        this.grams = grams;
        this.colour = colour;
        this.size = size;
        this.name = name;
        this.category = category;
        this.supplier = supplier;
        this.listCents = listCents;
        this.costCents = costCents;
    }

    /** Whether the catalogue has it on that day. */
    public boolean isListed(int day) {
        return day >= launched && day < ends && !(day >= pauseFrom && day < pauseTo);
    }

    public int index() {
        return index;
    }

    public String sku() {
        return sku;
    }

    /** How good it is, in stars. */
    public double quality() {
        return quality;
    }

    public double popularity() {
        return weight;
    }

    public int launched() {
        return launched;
    }

    public int grams() {
        return grams;
    }

    public String colour() {
        return colour;
    }

    public String size() {
        return size;
    }

    public String name() {
        return name;
    }

    public int category() {
        return category;
    }

    public String supplier() {
        return (supplier < 10 ? "S-0" : "S-") + supplier;
    }

    public long listCents() {
        return listCents;
    }

    public long costCents() {
        return costCents;
    }

    public boolean discontinued() {
        return discontinued;
    }
}
