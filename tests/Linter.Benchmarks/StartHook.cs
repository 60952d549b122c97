using System.Diagnostics.Tracing;
using System.Reflection;
using Linter.Benchmarks;

// DOTNET_STARTUP_HOOKS wants this name, outside of any namespace.
#pragma warning disable CA1050, MA0047, CA1852
internal static class StartupHook
{
    public static void Initialize()
    {
        var compiled = new Compilations();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => StartProfile.Write(Environment.GetEnvironmentVariable(StartProfile.Place)!,
            compiled.Methods());
    }
}
#pragma warning restore CA1050, MA0047, CA1852

namespace Linter.Benchmarks
{
    /// <summary>Hears in a process which generic methods are compiled there.</summary>
    internal sealed class Compilations : EventListener
    {
        private const EventKeywords Compiler = (EventKeywords)0x10;
        private const uint Generic = 0x2;
        private const uint Dynamic = 0x1;
        private const int Tier = 7;
        private const uint TierBits = 0x7;
        private const uint LastFirstTier = 3;

        // Boxed, so that listening compiles little by itself.
        private readonly List<object> heard = [];

        public IReadOnlyList<MethodBase> Methods()
        {
            object[] all;
            lock (heard)
                all = [.. heard];

            var handle = typeof(RuntimeMethodHandle).GetField("m_value", BindingFlags.NonPublic | BindingFlags.Instance)!;
            var find = typeof(Type).Assembly.GetType("System.RuntimeType")!.GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
                .Single(method => string.Equals(method.Name, "GetMethodBase", StringComparison.Ordinal)
                    && method.GetParameters().Length == 1);
            return [.. all
                .Select(id => find.Invoke(obj: null, [handle.GetValue(RuntimeMethodHandle.FromIntPtr((nint)(ulong)id))]))
                .OfType<MethodBase>()
                .Where(method => method.DeclaringType is { } type && type.Assembly != typeof(Compilations).Assembly)];
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (string.Equals(eventSource.Name, "Microsoft-Windows-DotNETRuntime", StringComparison.Ordinal))
                EnableEvents(eventSource, EventLevel.Verbose, Compiler);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) != true
                || eventData.Payload is not { Count: > 5 } payload)
            {
                return;
            }

            var flags = (uint)payload[5]!;
            if ((flags & (Generic | Dynamic)) != Generic || ((flags >> Tier) & TierBits) > LastFirstTier)
                return;

            lock (heard)
                heard.Add(payload[0]!);
        }
    }
}
