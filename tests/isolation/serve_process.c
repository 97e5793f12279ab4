/* serve_process.c -- workers without a zygote: a VM, and forks of it that serve lanes.
 *
 *     serve_process MEMORY RING LANE[:IMAGE]...
 *
 * For each lane, a descriptor of its memory, a worker; with an image, it begins with that.
 * Writes a line: the number of the deadlines' signal, then the workers' pids.  When a worker
 * ends, its wait status goes into its lane, as from the zygote.
 */
#define _GNU_SOURCE
#include "base/stack.h"
#include "channel/lane.h"
#include "pkhost.h"
#include "worker/serve.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MOST = 8 };

int deadlines_signal(void); /* stop/deadlines.h, which needs PocketPy's headers */

static char **lanes;
static int count;
static size_t vm_memory, ring;

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static void *map(int descriptor, int flags, size_t *size)
{
    struct stat found;
    if (fstat(descriptor, &found) != 0)
        fail("fstat");
    *size = (size_t)found.st_size;
    void *const memory = mmap(NULL, *size, PROT_READ | PROT_WRITE, flags, descriptor, 0);
    if (memory == MAP_FAILED)
        fail("mmap");
    return memory;
}

static _Noreturn void be_worker(pkhost_vm *vm, void *memory, const char *image)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (image != NULL) {
        size_t size;
        void *const bytes = map(atoi(image), MAP_PRIVATE, &size);
        if (!serve_image(vm, bytes, size))
            _exit(9);
    }
    for (int n = 0; n < 1024; n++)
        close(n);
    serve(memory, ring, vm);
}

static void *forker(void *unused)
{
    char message[300] = "";
    pkhost_vm *vm = NULL;
    pid_t workers[WORKERS_MOST];
    struct lane_words *words[WORKERS_MOST];
    pkhost_vm_new(&vm, vm_memory, PKHOST_DIALECT_PYTHON, "*", 2, message, sizeof message);
    if (vm == NULL) {
        fprintf(stderr, "%s\n", message);
        exit(1);
    }
    printf("%d", deadlines_signal());
    for (int n = 0; n < count; n++) {
        size_t size;
        char *const colon = strchr(lanes[n], ':');
        void *const memory = map(atoi(lanes[n]), MAP_SHARED, &size);
        fflush(stdout);
        words[n] = memory;
        workers[n] = fork();
        if (workers[n] == 0)
            be_worker(vm, memory, colon == NULL ? NULL : colon + 1);
        if (workers[n] < 0)
            fail("fork");
        printf(" %d", (int)workers[n]);
    }
    printf("\n");
    fflush(stdout);
    for (;;) {
        int status;
        const pid_t ended = wait(&status);
        if (ended < 0)
            return unused;
        for (int n = 0; n < count; n++) {
            if (workers[n] == ended) {
                atomic_store(&words[n]->ended, (uint32_t)status + LANE_ENDED);
                lane_ring_bell(words[n], LANE_OF_HOST);
            }
        }
    }
}

int main(int argc, char **argv)
{
    pthread_attr_t attributes;
    pthread_t thread;
    if (argc < 4 || argc > 3 + WORKERS_MOST)
        return 1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    vm_memory = strtoul(argv[1], NULL, 10);
    ring = strtoul(argv[2], NULL, 10);
    lanes = argv + 3;
    count = argc - 3;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_SIZE);
    pthread_attr_setguardsize(&attributes, STACK_GUARD_SIZE);
    if (pthread_create(&thread, &attributes, forker, NULL) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
