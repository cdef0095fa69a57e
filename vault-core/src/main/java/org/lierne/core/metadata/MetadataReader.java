package org.lierne.core.metadata;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lierne.core.metadata.Project.Declaration;
import org.lierne.core.metadata.Project.Section;
import org.lierne.core.metadata.SettingsReader.Settings;
import org.lierne.core.model.BusinessVault;
import org.lierne.core.model.Corrections;
import org.lierne.core.model.Hub;
import org.lierne.core.model.Link;
import org.lierne.core.model.Mart;
import org.lierne.core.model.Naming;
import org.lierne.core.model.NonHistorizedSatellite;
import org.lierne.core.model.Participant;
import org.lierne.core.model.Reference;
import org.lierne.core.model.Satellite;
import org.lierne.core.model.Source;
import org.lierne.core.model.Vault;

/**
 * Reads a project's metadata: {@code vault.yml} and the folders {@code sources}, {@code model} and {@code marts}.
 * Safe for use by several threads.
 */
public final class MetadataReader {

    private final Diagnostics diagnostics = new Diagnostics();
    private final Positions positions = new Positions();
    private final Path folder;
    private final Project project;
    private final Registry<Hub> hubs;
    private final Registry<Participant> participants;
    private final Registry<SourceDraft> sources;
    private final Registry<Link> links;
    private final Registry<SatelliteDraft> satellites;
    private final Registry<ReferenceReader.Draft> references;

    private MetadataReader(Path folder) {
        this.folder = folder;
        this.project = Project.read(folder, positions, diagnostics);
        this.hubs = project.registry(Section.HUBS);
        this.participants = project.registry(Section.HUBS);
        this.sources = project.registry(Section.SOURCES);
        this.links = project.registry(Section.LINKS);
        this.satellites = project.registry(Section.SATELLITES);
        this.references = project.registry(Section.REFERENCES);
    }

    /**
     * Reads a project. Never throws for what the files hold, nor for files that cannot be read: both are diagnostics.
     *
     * @param projectFolder the folder that holds {@code vault.yml}
     */
    public static MetadataResult read(Path projectFolder) {
        return new MetadataReader(projectFolder).result();
    }

    private MetadataResult result() {
        Settings settings = project.settings()
                .map(value -> new SettingsReader(diagnostics).read(value))
                .orElse(Settings.DEFAULT);
        Tenant tenant = Tenant.of(project.settings(), diagnostics);
        tenant.checkProfile(settings.hashing().profile(), project.settings(), diagnostics);
        new HubReader(hubs, participants, tenant, diagnostics)
                .read(project.declared(Section.HUBS), project.declared(Section.LINKS));
        SourceReader sourceReader = new SourceReader(
                sources,
                new SourceKeysReader(hubs, participants, mayFeedReference(), tenant, diagnostics),
                settings.timezone(),
                settings.onFailure(),
                diagnostics);
        project.declared(Section.SOURCES).forEach(sourceReader::read);
        LinkReader linkReader = new LinkReader(links, participants, sources, diagnostics);
        project.declared(Section.LINKS).forEach(linkReader::read);
        ReferenceReader referenceReader = new ReferenceReader(
                sources,
                participants,
                project.declared(Section.LINKS).stream()
                        .map(link -> link.name().text())
                        .toList(),
                diagnostics);
        project.declared(Section.REFERENCES)
                .forEach(reference -> references.add(reference.name().text(), referenceReader.read(reference)));
        List<Satellite> read = satellites();
        BusinessVault businessVault =
                new BusinessVaultReader(participants, links, satellites, project, diagnostics).read();
        Naming naming = new NamingReader(diagnostics)
                .read(
                        project.settings(),
                        project.declared(Section.HUBS),
                        project.declared(Section.LINKS),
                        project.declared(Section.SATELLITES));
        List<Mart> marts = marts();
        WholeChecks checks = new WholeChecks(positions, diagnostics);
        checks.check(hubs, links, sources, read);
        checks.checkRecordSources(read, sources);
        references
                .all()
                .forEach(reference -> checks.checkWas("references", reference.name(), reference.was(), references));
        for (Section section : List.of(Section.SNAPSHOTS, Section.POINT_IN_TIME, Section.BRIDGES, Section.MARTS)) {
            checks.checkWas(section.path, project.declared(section));
        }
        new Retirements(positions, diagnostics).check(hubs, links.all(), read, references.all(), sources.all());
        new CounterRows(sources, positions, diagnostics).check(links.all(), read);
        read.forEach(satellite -> checks.checkWas("satellites", satellite.name(), satellite.was(), satellites));
        new HashedTypes(settings.hashing().profile(), positions, diagnostics)
                .check(hubs.all(), links.all(), read, sources);
        Optional<Vault> vault = diagnostics.hasErrors()
                ? Optional.empty()
                : Optional.of(vault(settings, naming, read, businessVault, marts));
        vault.ifPresent(new NamingChecks(positions, diagnostics)::check);
        vault.ifPresent(new TrackingEndsChecks(positions, diagnostics)::check);
        return new MetadataResult(vault.filter(whole -> !diagnostics.hasErrors()), diagnostics.sorted(), positions);
    }

    private Vault vault(
            Settings settings, Naming naming, List<Satellite> read, BusinessVault businessVault, List<Mart> marts) {
        return new Vault(
                settings.name(),
                settings.description(),
                settings.timezone(),
                settings.hashing(),
                settings.rejectsStopAbove(),
                settings.archive(),
                naming,
                sources.all().stream().map(draft -> source(draft, read)).toList(),
                hubs.all(),
                links.all(),
                read,
                references(),
                businessVault,
                marts,
                settings.ghostRecords(),
                settings.nullKeys(),
                settings.publishing());
    }

    /**
     * Tracking is off by default for what has no history: a source that feeds only hubs and what happened once, and is
     * not corrected.
     */
    private Source source(SourceDraft draft, List<Satellite> read) {
        boolean feedsHistory = links.all().stream()
                        .filter(link -> !link.isNonHistorized())
                        .anyMatch(link -> link.source().equals(draft.name()))
                || read.stream()
                        .filter(satellite -> !(satellite instanceof NonHistorizedSatellite))
                        .anyMatch(satellite -> satellite.source().equals(draft.name()))
                || references.all().stream()
                        .flatMap(reference -> reference.drafts().stream())
                        .anyMatch(reference -> reference.source().name().equals(draft.name()))
                || Corrections.areFedBy(draft.name(), links.all(), read);
        return draft.source().withTracked(draft.track().orElse(feedsHistory));
    }

    private Predicate<String> mayFeedReference() {
        Set<String> named = ReferenceReader.sourcesOf(project.declared(Section.REFERENCES));
        return source -> references.isIncomplete() || named.contains(source);
    }

    private List<Reference> references() {
        return references.all().stream()
                .map(draft -> draft.keeping(
                        draft.takesRest()
                                ? placement(draft.drafts().get(0).source()).rest()
                                : draft.columns()))
                .toList();
    }

    private List<Satellite> satellites() {
        SatelliteReader reader = new SatelliteReader(participants, links, sources, diagnostics);
        List<Declaration> declared = project.declared(Section.SATELLITES);
        declared.forEach(satellite -> satellites.add(satellite.name().text(), reader.read(satellite)));
        // Where a satellite or a link could not be read, what is left for the others is unknown.
        boolean known = links.all().size() == links.names().size()
                && references.all().size() == references.names().size()
                && !satellites.isIncomplete()
                && !links.isIncomplete();
        sources.all().stream()
                .filter(source -> known && !source.isUnsure() && reader.isSure(source.name()))
                .forEach(source -> placement(source).check());
        List<Satellite> read = new ArrayList<>();
        Set<String> linksInForce = new HashSet<>();
        for (SatelliteDraft draft : satellites.all()) {
            if (draft.kind() == SatelliteDraft.Kind.STATUS) {
                read.add(draft.statusTracking());
                continue;
            }
            if (draft.kind() == SatelliteDraft.Kind.RECORD_TRACKING) {
                read.add(draft.recordTracking());
                continue;
            }
            if (draft.keepsColumns()) {
                Satellite satellite = draft.keeping(
                        draft.takesRest() && !draft.isRetired()
                                ? placement(draft.source()).rest()
                                : columns(draft));
                if (!draft.isRetired()) {
                    new HashdiffChecks(diagnostics).check(draft, satellite);
                }
                read.add(satellite);
                continue;
            }
            if (!draft.isRetired()) {
                checkOnlyOne(draft, linksInForce);
            }
            links.find(draft.parent().name())
                    .flatMap(link -> new DrivingKeys(diagnostics).of(draft, link))
                    .ifPresent(drivingKey -> read.add(draft.effectivity(drivingKey)));
        }
        return read;
    }

    private static List<String> columns(SatelliteDraft draft) {
        return draft.columns().stream().map(Value.Text::text).toList();
    }

    private void checkOnlyOne(SatelliteDraft draft, Set<String> linksInForce) {
        if (!linksInForce.add(draft.parent().name())) {
            diagnostics.error(
                    "second_effectivity",
                    draft.fields().position(),
                    "Link \"" + draft.parent().name() + "\" has more than one effectivity satellite, so that it would"
                            + " be unclear which of its rows are in force.",
                    "Keep one of them.");
        }
    }

    private Placement placement(SourceDraft source) {
        List<SatelliteDraft> fed = Stream.concat(
                        satellites.all().stream(),
                        references.all().stream().flatMap(reference -> reference.drafts().stream()))
                .filter(satellite ->
                        !satellite.isRetired() && satellite.source().name().equals(source.name()))
                .toList();
        List<Link> stated =
                links.all().stream().filter(link -> !link.isRetired()).toList();
        return new Placement(source, fed, stated, diagnostics);
    }

    private List<Mart> marts() {
        MartReader reader = new MartReader(folder, hubs, links, project.registry(Section.MARTS), diagnostics);
        List<Declaration> declared = project.declared(Section.MARTS);
        reader.declare(declared);
        return declared.stream().map(reader::read).flatMap(Optional::stream).toList();
    }
}
