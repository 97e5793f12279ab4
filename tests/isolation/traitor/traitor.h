/* traitor.h - what the files of the traitor share. */
#ifndef TRAITOR_H
#define TRAITOR_H

#include <stdbool.h>

#include "channel/lane.h"
#include "channel/messages.h"
#include "pkhost.h"
#include "worker/serve.h"

enum { ORDER_MOST = 200, NUMBERS = 8 };

/* All of this is a thread's own: a group has several, each with a lane. */
extern _Thread_local struct lane *lane;
extern _Thread_local struct run_message run; /* the one that is under way */
extern _Thread_local char order[ORDER_MOST];
extern _Thread_local int64_t numbers[NUMBERS]; /* those after the order; 0 where there is none */
extern _Thread_local int numbers_count;
extern _Thread_local uint64_t said, said_of_errors; /* bytes of output of the run */

/* The truth about a run, for the lies to begin with. */
struct ended_message truth(void);

void say(const char *format, ...); /* as output */
void end_with(struct ended_message *ended, const struct lane_piece *texts, size_t count);
void end_well(void);
void answer(const void *data, size_t size);
_Noreturn void pause_for_ever(void);
void read_message(struct message *message);

bool do_calls(void); /* false: the order is none of those */
bool do_lies(void);
bool do_lies_of_a_group(void);

#endif
