using Linter.Benchmarks;

return args switch
{
    ["events", var folder] => Events.Count(folder),
    ["allocated", var folder] => Allocation.Print(folder),
#if !PUBLISHED
    ["parts", ..] => Parts.Run(args[1..]),
    ["profile"] => new Workplace().WriteStartProfile(),
    ["gate"] => new Table(new Workplace(), only: null).Gate(),
    ["--only", var name] => new Table(new Workplace(), name).Write(),
    [] => new Table(new Workplace(), only: null).Write(),
#endif
    _ => Usage(),
};

static int Usage()
{
#if !PUBLISHED
    Console.Error.WriteLine(
        $"usage: [--only ROW | gate | profile | parts [ARGUMENTS OF BENCHMARKDOTNET]]; rows: {string.Join(", ", Table.Names)}");
#endif
    return 2;
}
