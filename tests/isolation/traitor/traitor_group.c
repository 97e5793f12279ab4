/* traitor_group.c - what a group's process that was taken over writes into lanes of others, and
 * into the one that is the group's own.
 *
 * The first number is that of the lane that the order came in, from which the others follow. */
#define _GNU_SOURCE
#include "traitor.h"

#include <string.h>

static char *lanes;

static struct lane_words *words_of(uint32_t number)
{
    return (struct lane_words *)lane_in_group(lanes, number);
}

enum { FEW = 64 }; /* lanes: those in use are the first ones */

/* What a test asks for, in the lanes from number `first` on. */
static void write_everywhere(uint32_t first)
{
    for (uint32_t i = first; i < FEW; i++) {
        struct lane_words *const words = words_of(i);
        const uint64_t value = (uint64_t)numbers[1];
        if (strcmp(order, "all_ended") == 0)
            atomic_store(&words->ended, (uint32_t)value);
        else if (strcmp(order, "all_sleep") == 0)
            atomic_store(&words->worker.sleeps, (uint32_t)value);
        else if (strcmp(order, "all_places") == 0)
            atomic_store(&words->to_host.written, value);
        else if (strcmp(order, "all_read") == 0)
            atomic_store(&words->to_worker.read, value);
        else if (strcmp(order, "all_states") == 0)
            atomic_store(&words->state, (uint32_t)value);
        else
            memset(words, (int)value, sizeof *words);
    }
}

bool do_lies_of_a_group(void)
{
    static const char *const known[] = { "all_ended",  "all_sleep",  "all_places", "all_read",
                                         "all_states", "all_filled", "rung" };
    size_t i = 0;
    while (i < sizeof known / sizeof *known && strcmp(order, known[i]) != 0)
        i++;
    if (i == sizeof known / sizeof *known)
        return false;
    lanes = (char *)lane->words - (size_t)numbers[0] * lane_size(LANE_RING_IN_GROUP);
    if (strcmp(order, "rung") == 0) /* all lanes, as if the host had something to say */
        memset(lanes + LANE_WORDS, 0xff, sizeof(lane_bits));
    else
        write_everywhere(numbers[2] != 0 ? 0 : 1);
    for (uint32_t number = 0; number < FEW; number++)
        lane_ring_bell(words_of(number), LANE_OF_HOST);
    lane_ring_bell(words_of(0), LANE_OF_WORKER);
    end_well();
    return true;
}
