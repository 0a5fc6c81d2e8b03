// Tests count the process's live tensors, so only one may run at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
