/**
 * The options of Node that a gateway's process is started with. New objects get 8 MiB, and not the 64 to which newer Nodes let that grow
 * under load and which stay: a gateway with many open streams would hold twice the memory, and the network's buffers of large
 * bodies would be freed by full collections alone.
 */
export const gatewayNodeOptions: readonly string[] = ['--max-semi-space-size=8'];
