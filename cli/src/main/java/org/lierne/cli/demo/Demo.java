package org.lierne.cli.demo;

import java.util.List;
import org.lierne.cli.console.Page;

/** A worked example, the deliveries that come to it, and what there is to see afterwards. */
public interface Demo {

    /** The folder of its project, within the folder of worked examples. */
    String example();

    /** What it shows, in a few words. */
    String title();

    /** What its data are, a line each. */
    List<String> introduction();

    /**
     * What arrives, with a run after each. Called once, when the folder is ready; what has to be made before anything can
     * arrive is made here.
     */
    List<Batch> batches(DemoFolder folder);

    /** Shows what the vault and the marts hold now; returns what to try next. */
    List<Suggestion> show(Page page, Findings findings);

    /** Deliveries that arrive together. */
    @FunctionalInterface
    interface Batch {

        /** Puts them into the landing folder. */
        Arrival land();
    }
}
