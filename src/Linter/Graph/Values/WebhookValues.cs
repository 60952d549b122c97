using System.Collections.Immutable;
using Linter.Findings;
using Linter.Yaml;

namespace Linter.Graph.Values;

/// <summary>
/// Webhooks, and the rules of webhooks and admission policies (k8s.io/kubernetes pkg/apis/admissionregistration/validation).
/// </summary>
internal static class WebhookValues
{
    private const string All = "*";
    private const string Everything = "*/*";
    private const int LeastSegments = 3;

    private static readonly NodePath Webhooks = NodePath.Parse("webhooks[*]");
    private static readonly ImmutableArray<string> Reviews = ["v1", "v1beta1"];

    public static void Judge(ValueList values)
    {
        var webhooks = values.Resource.Select(Webhooks).Where(webhook => webhook.IsMapping).ToList();
        foreach (var webhook in webhooks)
        {
            values.Name(ValueList.Filled(webhook.Find("name")), OfWebhook,
                "write a DNS name of three parts or more, such as pods.shop.example.com", isName: false);
            if (webhook.FindEntry("clientConfig") is { Value.IsMapping: true } client)
                JudgeClient(values, client);
            JudgeReviews(values, webhook);
        }

        FieldChoices.Distinct(values, webhooks.Select(webhook => webhook.Find("name")), "give each webhook a name of its own");
    }

    /// <summary>A wildcard stands for all, and so stands alone.</summary>
    public static void JudgeRule(ValueList values, Node rule)
    {
        foreach (var field in (string[])["apiGroups", "apiVersions", "operations"])
        {
            var items = rule.Find(field)?.Items ?? default;
            if (items.Count > 1 && items.Where(item => item.Is(All)).FirstOrDefault() is { Tree: not null } all)
            {
                values.Add(all, $"'{values.PathOf(all)}' of '{values.Resource}' is '{All}' beside others, but has to stand alone",
                    "has to stand alone", $"keep {All} alone, or remove it");
            }
        }

        JudgeResources(values, (rule.Find("resources")?.Items ?? default).Where(item => ValueList.Text(item) is not null).ToList());
    }

    // "*/*" is everything, "pods/*" holds "pods/log", "*/scale" holds "pods/scale", and "*" all that has no slash. But for the
    // first, the wider one is refused only where it stands before the other (validateResources).
    private static void JudgeResources(ValueList values, List<Node> resources)
    {
        var firsts = resources.DistinctBy(resource => resource.Value, StringComparer.Ordinal)
            .ToDictionary(resource => resource.Value, StringComparer.Ordinal);
        foreach (var one in resources)
        {
            if (Wider(one.Value).Select(wide => firsts.GetValueOrDefault(wide))
                .FirstOrDefault(wide => wide.Tree is not null
                    && (wide.Index < one.Index || wide.Is(Everything))) is not { Tree: not null } wider)
            {
                continue;
            }

            values.Add(new ValueProblem(values.Resource, one,
                MessageText.Of($"'{values.PathOf(one)}' of '{values.Resource}' is '{one.Value}', which '{wider.Value:1}' beside it holds already"))
            {
                Label = "held by another",
                Related = new RelatedSpan(wider.Span, "holds it"),
                Help = "keep one of the two",
            });
        }
    }

    private static IEnumerable<string> Wider(string resource)
    {
        if (resource == Everything)
            yield break;

        yield return Everything;
        var (whole, part) = Parts(resource);
        if (part is null && resource != All)
            yield return All;
        if (part is not null and not All)
            yield return $"{whole}/{All}";
        if (part is not null && whole != All)
            yield return $"{All}/{part}";
    }

    private static (string Whole, string? Part) Parts(string resource) =>
        resource.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? (resource[..slash], resource[(slash + 1)..])
            : (resource, null);

    private static MessageText? OfWebhook(string name) =>
        ValueFlaws.OfSubdomain(name)
        ?? (name.Split('.').Length < LeastSegments ? MessageText.Plain("it needs three parts between dots at least") : null);

    private static void JudgeClient(ValueList values, Entry client)
    {
        FieldChoices.One(values, client.Value, client.Key, "service", "url");
        if (ValueList.Filled(client.Value.Find("url")) is { } url)
            JudgeUrl(values, url);
        PemValues.JudgeBundle(values, client.Value.Find("caBundle"));
        if (ValueList.Filled(client.Value.Find("service")?.Find("path")) is { } path
            && (path.Value[0] != '/' || path.Value.Contains("//", StringComparison.Ordinal)))
        {
            values.Add(path,
                $"'{values.PathOf(path)}' of '{values.Resource}' is '{path.Value}', but a path begins with one slash and has nowhere two in a row",
                "no path", "write it with a slash in front of each part, such as /validate");
        }
    }

    private static void JudgeUrl(ValueList values, Node url)
    {
        var why = !Uri.TryCreate(url.Value, UriKind.Absolute, out var read) || read.Host.Length == 0 ? "is no URL with a host"
            : read.Scheme != "https" ? "does not begin with https://"
            : read.UserInfo.Length > 0 ? "holds a user"
            : read.Query.Length > 0 ? "holds a query"
            : read.Fragment.Length > 0 ? "holds a fragment"
            : null;
        if (why is not null)
        {
            values.Add(url,
                $"'{values.PathOf(url)}' of '{values.Resource}' is '{ValueList.Shorten(url.Value)}', which {MessageText.Plain(why)}",
                "no URL of a webhook", "write https://HOST/PATH");
        }
    }

    private static void JudgeReviews(ValueList values, Node webhook)
    {
        if (webhook.FindEntry("admissionReviewVersions") is not { Value: { IsSequence: true, Items.Count: > 0 } } versions)
            return;

        if (!versions.Value.Items.Any(version => Reviews.AsSpan().Contains(version.Value)))
        {
            values.Add(versions.Key,
                $"'{values.PathOf(versions.Value)}' of '{values.Resource}' has neither '{Reviews[0]}' nor '{Reviews[1]}', and the API server speaks no other",
                "none that the API server speaks", "add v1");
        }

        FieldChoices.Distinct(values, versions.Value.Items.Select(version => (Node?)version), "keep it once");
    }
}
