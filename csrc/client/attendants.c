/* attendants.c -- threads of the client's own, which attend runs that nobody waits for. */
#include "client/attendants.h"

static void (*attend)(struct pkhost_isolated *), (*leave)(struct pkhost_isolated *);

/* Functions of the host's run on it, and nothing else that needs anything. */
static int prepare(struct pool_thread *thread)
{
    (void)thread;
    return PKHOST_DONE;
}

static void end(struct pool_thread *thread) { (void)thread; }

static void work(struct pool_thread *thread, void *job)
{
    (void)thread;
    attend(job);
}

static void finish(void *job) { leave(job); }

static struct pool pool = {
    .thread_size = sizeof(struct pool_thread),
    .look = 0, /* there is a process to wait for, which has more use for the processor */
    .prepare = prepare,
    .end = end,
    .work = work,
    .finish = finish,
    POOL_BEGINS,
};

void attendants_serve(void (*first)(struct pkhost_isolated *),
                      void (*then)(struct pkhost_isolated *))
{
    attend = first;
    leave = then;
}

int attendants_take(struct pool_thread **thread) { return pool_take(&pool, thread); }
void attendants_close(void) { pool_close(&pool); }
void attendants_join(void) { pool_join(&pool); }
void attendants_after_fork_in_child(void) { pool_reset_after_fork(&pool); }
