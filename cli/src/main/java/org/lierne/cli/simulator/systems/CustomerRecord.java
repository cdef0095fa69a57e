package org.lierne.cli.simulator.systems;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.lierne.cli.simulator.world.Identities;

/**
 * A customer as the CRM knows it, before it is written in one way or another.
 *
 * @param tier empty while there are none
 */
public record CustomerRecord(
        int customer,
        String email,
        String phone,
        String firstName,
        String lastName,
        @Nullable LocalDate birthDate,
        Identities.Address address,
        boolean newsletter,
        long registeredAt,
        long updatedAt,
        String tier) {}
