/* control.h -- what the host and the zygote say to each other: for csrc/worker and csrc/client.
 *
 * The host has one end of a socket (SOCK_SEQPACKET), the zygote the other.  Each message
 * is one struct below, of its own size, and at most one descriptor.  The host waits for an
 * answer to none of them but MAKE, and to that only when it needs the worker:
 *
 *     host                          zygote
 *                               <-  struct greeting, once, when it is ready (or why it is not)
 *     MAKE (several at a time)  ->
 *                               <-  struct made, with the descriptor of the lanes' memory
 *                                   (in the order of the MAKEs)
 *     SIGNAL, KILL, LIMIT       ->
 *     IMAGE (with a descriptor) ->
 *     FORGET_IMAGE              ->
 *     EXPECT                    ->
 *     HOST (with a descriptor)  ->  from now on that socket is one more host's
 *
 * That the limit on address space has changed is counted in a worker's lane (`limits`).
 *
 * That a worker has ended is said in its lanes (channel/lane.h: `ended`): by its wait status,
 * or as if by SIGXCPU if it had used the processor time that it may.  One that ends before
 * it is ready says why by its exit code (enum child_exit, enum server_exit).  All that is
 * left of it in the zygote is gone after KILL: each worker is killed once by its host,
 * also one that has ended by itself.  Numbers of workers are never used again.
 *
 * The host's end of the socket closing means that the host is gone: its workers are
 * killed, and with the last host the zygote ends.
 *
 * The zygote trusts the host, and the host the zygote: neither ever sees a script.
 */
#ifndef PKHOST_CHANNEL_CONTROL_H
#define PKHOST_CHANNEL_CONTROL_H

#include <stdint.h>

enum { CONTROL_FD = 3 }; /* in the process that the host starts; nothing else is open */

/* struct greeting: `build`.  Made of the sources by the build (building/compile/generated.py),
 * the same in the extension and in the worker. */
__attribute__((visibility("hidden"))) extern const uint64_t pkhost_build;

/* Protections of workers: bits, and places in `errors`. */
enum worker_protection {
    WORKER_NO_NEW_PRIVS,
    WORKER_UNPRIVILEGED,
    WORKER_LANDLOCK,
    WORKER_LANDLOCK_NETWORK,
    WORKER_LANDLOCK_SCOPE,
    WORKER_SECCOMP,
    WORKER_PID_NAMESPACE,
    WORKER_MOUNT_NAMESPACE,
    WORKER_IPC_NAMESPACE,
    WORKER_UTS_NAMESPACE,
    WORKER_NETWORK_NAMESPACE,
    WORKER_PROTECTIONS, /* how many there are */
};

/* How far the start has got: `step` of a greeting, for the message that says what failed. */
enum worker_step {
    WORKER_STEP_NONE = 0, /* all is well */
    WORKER_STEP_START,    /* the process: memory, threads, signals */
    WORKER_STEP_ENGINE,   /* the engine or PocketPy's library: `message` says what */
    WORKER_STEP_FORK,
    WORKER_STEP_NAMESPACES,
    WORKER_STEP_LOCK_IN, /* a protection without which there is no isolation */
};

enum { GREETING_MAGIC = 0x7a6b70, GREETING_TEXT = 200 };

struct greeting {
    uint32_t magic, step;
    uint64_t build;
    int32_t error;                      /* errno of the step */
    uint32_t on;                        /* bits: 1 << enum worker_protection */
    int32_t errors[WORKER_PROTECTIONS]; /* errno of those that are not on */
    char message[GREETING_TEXT];        /* of the step, for people; ends in NUL */
};

enum control_type {
    CONTROL_MAKE = 1,     /* struct make, and the policy's words */
    CONTROL_SIGNAL,       /* struct to_worker: let it look at its wishes */
    CONTROL_KILL,         /* struct to_worker */
    CONTROL_LIMIT,        /* struct to_worker: raise a limit of its process */
    CONTROL_IMAGE,        /* struct to_worker, `worker` is the image's number; with a descriptor: a
                       * sealed memfd */
    CONTROL_FORGET_IMAGE, /* struct to_worker, `worker` is the image's number */
    CONTROL_HOST,         /* struct to_worker; with a descriptor */
    CONTROL_EXPECT,       /* struct make: soon there will be a MAKE of this kind.  As
                           * the first message it is best sent before the process starts:
                           * then the kind's VM is built while the zygote starts */
    CONTROL_FAULT,        /* struct to_worker, before the process starts, for tests: let
                           * the point of its start that `value` names fail (worker/points.h) */
};

enum { POLICY_IN_MAKE_MOST = 1 << 14 }; /* bytes; a longer one is refused by the client */

/* Make a worker. */
struct make {
    uint32_t type;     /* CONTROL_MAKE */
    uint32_t lanes;    /* 1, or how many a group has */
    uint64_t worker;   /* its number, chosen by the host */
    uint64_t image;    /* 0, or the number of the image that it begins with */
    uint64_t killed;   /* 0, or the number of a worker to kill before that, as by CONTROL_KILL:
                        * what replaces one is mostly asked for when that one ends */
    uint64_t memory;   /* of its VM, bytes */
    uint64_t reserve;  /* bytes of address space that it may use beside its VM */
    uint64_t cpu_time; /* seconds of processor time after which the kernel ends it; 0: never */
    int32_t dialect;   /* of its VM: enum pkhost_dialect */
    uint32_t policy_size;
    uint32_t fault; /* for tests: fail at this point of a worker's start (worker/points.h) */
    char policy[];  /* words, as pkhost_vm_new() takes them */
};

struct made {
    uint64_t worker;
    int32_t error;               /* 0, or why there is none; then there is no descriptor */
    char message[GREETING_TEXT]; /* of an error of the engine's */
    uint32_t step;               /* enum worker_step */
};

struct to_worker {
    uint32_t type;
    uint32_t resource; /* LIMIT: RLIMIT_CPU (seconds), LIMIT_CPU_MORE, or RLIMIT_AS (bytes
                        * beside its VM: in place of `reserve`) */
    uint64_t worker;
    uint64_t value;
};
/* In place of RLIMIT_CPU: so many seconds from now on, whatever it has used before. */
enum { LIMIT_CPU_MORE = 1000 };

#endif
