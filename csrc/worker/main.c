/* main.c - the worker's entry. */
#define NOT_STARTED_BY_PKHOST 2

int main(void) { return NOT_STARTED_BY_PKHOST; }
