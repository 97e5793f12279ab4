/* config.c - take in the configuration and check that it holds together.
 *
 * The host wrote it, so this is no defence: it turns a mistake in pkhost's own
 * code into a clear report instead of a fault. */
#include "start/config.h"

#define PROT_READ_WRITE 3
#define MAP_PRIVATE_ 2
#define MAP_PRIVATE_ANONYMOUS 0x22
#define SEEK_TO_END 2

static bool text_inside(const struct config *config, uint32_t offset)
{
    return offset >= sizeof *config && offset < config->size;
}

static bool list_inside(const struct config *config, struct list list, uint32_t width)
{
    return list.count == 0
           || (list.offset >= sizeof *config && list.offset % 8 == 0 && list.offset <= config->size
               && list.count <= (config->size - list.offset) / width);
}

/* Turn a list of offsets into the array of pointers that execve wants, at
 * `into`; returns the place behind it, or NULL. */
static char **pointers(const struct config *config, struct list list, char **into)
{
    const uint32_t *offsets = config_at(config, list.offset);

    for (uint32_t i = 0; i < list.count; i++) {
        if (!text_inside(config, offsets[i]))
            return NULL;
        *into++ = (char *)config + offsets[i];
    }
    *into++ = NULL;
    return into;
}

/* The configuration as a file: what is too large for a message. */
static const struct config *map_file(struct run *run, long *size)
{
    long mapped;

    *size = SYS3(__NR_lseek, CONFIG_FD, 0, SEEK_TO_END);
    if (*size < (long)sizeof(struct config) || *size > UINT32_MAX) {
        fail(run, STEP_CONFIG, *size < 0 ? *size : -EINVAL, 0);
        return NULL;
    }
    mapped = SYS6(__NR_mmap, 0, *size, PROT_READ_WRITE, MAP_PRIVATE_, CONFIG_FD, 0);
    if (mapped < 0 && mapped > -4096) {
        fail(run, STEP_CONFIG, mapped, 0);
        return NULL;
    }
    sys_close(CONFIG_FD);
    return (const struct config *)mapped;
}

static _Alignas(8) char config_message[CONFIG_MESSAGE];

long config_receive(bool *in_file)
{
    long size = SYS6(__NR_recvfrom, CONTROL_FD, config_message, sizeof config_message,
                     0x40 /* MSG_DONTWAIT */, 0, 0);

    *in_file = size == 1 && config_message[0] == CONFIG_IN_FILE;
    return size;
}

int config_load(struct run *run, long size, bool in_file)
{
    static char *few[64];
    const struct config *config = (const struct config *)config_message;
    size_t pointer_count;
    long mapped;
    char **next;

    if (in_file) {
        config = map_file(run, &size);
        if (config == NULL)
            return -1;
    } else if (size < (long)sizeof *config) {
        return fail(run, STEP_CONFIG, size < 0 ? size : -EINVAL, 0);
    }

    /* The last byte is zero, so that every text inside ends inside. */
    if (config->magic != CONFIG_MAGIC || config->size != size
        || ((const char *)config)[size - 1] != 0
        || !list_inside(config, config->arguments, sizeof(uint32_t))
        || !list_inside(config, config->environment, sizeof(uint32_t))
        || !list_inside(config, config->paths, sizeof(struct path_entry))
        || !list_inside(config, config->files, sizeof(struct file_entry))
        || (config->scratch != 0 && !text_inside(config, config->scratch))
        || (config->program != 0 && !text_inside(config, config->program))
        || !text_inside(config, config->folder))
        return fail(run, STEP_CONFIG, -EINVAL, 1);

    pointer_count = (size_t)config->arguments.count + config->environment.count + 2;
    run->arguments = few;
    if (pointer_count > sizeof few / sizeof *few) {
        mapped = SYS6(__NR_mmap, 0, pointer_count * sizeof(char *), PROT_READ_WRITE,
                      MAP_PRIVATE_ANONYMOUS, -1, 0);
        if (mapped < 0 && mapped > -4096)
            return fail(run, STEP_CONFIG, mapped, 0);
        run->arguments = (char **)mapped;
    }
    run->environment = pointers(config, config->arguments, run->arguments);
    next =
        run->environment == NULL ? NULL : pointers(config, config->environment, run->environment);
    if (next == NULL)
        return fail(run, STEP_CONFIG, -EINVAL, 2);
    run->config = config;
    return 0;
}
