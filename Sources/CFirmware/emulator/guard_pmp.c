/* The guard on a RISC-V core's physical memory protection. -DUART_BASE and -DFINISHER_BASE: the devices.
 *
 * Entries are locked, which makes them bind machine mode too; the lowest matching one decides, and the last
 * matches and shuts everything. An address register holds address / 4, so edges are multiples of 4 bytes.
 * "Top of range" entries reach from the address of the entry before: start and end take one entry each. */
#include "machine.h"

#define READ 0x01u
#define WRITE 0x02u
#define EXECUTE 0x04u
#define TOP_OF_RANGE 0x08u
#define POWER_OF_TWO 0x18u
#define LOCKED 0x80u
#define UNUSED 0x00u

/* The assembler wants to be told of the CSR instructions that every core with PMP has. */
#define WITH_CSR(text) ".option push\n.option arch, +zicsr\n" text "\n.option pop\n"
#define SET(csr, value) __asm__ volatile(WITH_CSR("csrw " csr ", %0") ::"r"(value) : "memory")

/* A naturally aligned block of 4096 bytes, encoded in an address register. */
static uint32_t page_at(uint32_t address)
{
    return address >> 2 | (4096u / 8u - 1u);
}

void guard_close(void)
{
    SET("pmpaddr0", page_at(UART_BASE));
    SET("pmpaddr1", page_at(FINISHER_BASE));
    SET("pmpaddr2", address_of(flash_start) >> 2);
    SET("pmpaddr3", address_of(flash_end) >> 2);
    SET("pmpaddr4", address_of(static_start) >> 2);
    SET("pmpaddr5", address_of(static_end) >> 2);
    SET("pmpaddr6", arena_places[0].floor >> 2);
    SET("pmpaddr7", arena_places[0].end >> 2);
    SET("pmpaddr8", arena_places[1].floor >> 2);
    SET("pmpaddr9", arena_places[1].end >> 2);
    SET("pmpaddr10", arena_places[2].floor >> 2);
    SET("pmpaddr11", arena_places[2].end >> 2);
    SET("pmpaddr12", 0xffffffffu);
    uint32_t device = LOCKED | POWER_OF_TWO | READ | WRITE;
    uint32_t data = LOCKED | TOP_OF_RANGE | READ | WRITE;
    uint32_t code = LOCKED | TOP_OF_RANGE | READ | EXECUTE;
    SET("pmpcfg1", data << 24 | UNUSED << 16 | data << 8 | UNUSED);
    SET("pmpcfg0", code << 24 | UNUSED << 16 | device << 8 | device);
    SET("pmpcfg2", data << 24 | UNUSED << 16 | data << 8 | UNUSED);
    SET("pmpcfg3", LOCKED | POWER_OF_TWO); /* last: from here on, what is not listed is shut */
}
