/* wishes.c -- what wishes.h describes.
 *
 * What heeds may be called by a signal handler: it reads and writes words, sets the trap and
 * a timer.  It is always the thread that has the run, so what stop/deadlines.h has is not
 * ended meanwhile.  What tells and forgets, for groups, is called by no handler.
 */
#include "worker/wishes.h"

#include "run/pause.h"
#include "stop/faults.h"
#include "stop/stop.h"

/* Those of the run that is under way. */
static uint64_t current(const struct server *s)
{
    const uint64_t run = atomic_load(&s->run), wishes = atomic_load(&s->lane.words->wishes);
    return run != 0 && atomic_load(&s->lane.words->wished_run) == run ? wishes : 0;
}

void wishes_heed(struct server *s)
{
    const uint64_t wishes = current(s);
    pkhost_vm *const vm = s->vm;
    if (wishes & LANE_WISH_INTERRUPT)
        stop_request(vm, STOP_INTERRUPTED);
    if ((wishes & LANE_WISH_PAUSE) && atomic_load(&s->pausable)) {
        wishes_paused(s); /* it may be paused again later */
        pause_request(vm);
    }
}

/* A run's number and its VM are the same as long as a thread has it that is not the run's. */
static pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;

void wishes_forget(struct server *s)
{
    pthread_mutex_lock(&telling);
    atomic_store(&s->run, 0);
    pthread_mutex_unlock(&telling);
}

/* A run that is paused is left to its thread, which looks when it pauses and when its bell rings:
 * its end runs on whichever thread asks for it. */
void wishes_tell(struct server *s)
{
    pthread_mutex_lock(&telling);
    const uint64_t wishes = current(s);
    if (wishes != 0) {
        pkhost_vm *const vm = s->vm;
        pthread_mutex_lock(&vm->lock);
        const bool runs = atomic_load(&vm->run.active) && !atomic_load(&vm->slice.paused);
        if (runs && (wishes & LANE_WISH_INTERRUPT)) {
            stop_request(vm, STOP_INTERRUPTED);
        } else if (runs && (wishes & LANE_WISH_PAUSE) && atomic_load(&s->pausable)) {
            wishes_paused(s);
            pause_request(vm);
        }
        pthread_mutex_unlock(&vm->lock);
    }
    pthread_mutex_unlock(&telling);
}

bool wishes_have_interrupt(const struct server *s) { return current(s) & LANE_WISH_INTERRUPT; }

void wishes_paused(struct server *s)
{
    atomic_fetch_and(&s->lane.words->wishes, ~(uint64_t)LANE_WISH_PAUSE);
}

static void look(void)
{
    struct server *const s = server_here;
    if (s != NULL)
        wishes_heed(s);
}

void wishes_prepare(void) { faults_heed(look); }
