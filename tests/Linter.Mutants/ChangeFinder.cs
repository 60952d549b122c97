using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Linter.Mutants;

/// <summary>All changes of one file, in the order of its text.</summary>
internal sealed class ChangeFinder(string file) : CSharpSyntaxWalker
{
    private static readonly Dictionary<SyntaxKind, string> Flipped = new()
    {
        [SyntaxKind.EqualsEqualsToken] = "!=",
        [SyntaxKind.ExclamationEqualsToken] = "==",
        [SyntaxKind.LessThanToken] = "<=",
        [SyntaxKind.LessThanEqualsToken] = "<",
        [SyntaxKind.GreaterThanToken] = ">=",
        [SyntaxKind.GreaterThanEqualsToken] = ">",
        [SyntaxKind.AmpersandAmpersandToken] = "||",
        [SyntaxKind.BarBarToken] = "&&",
    };

    private readonly List<Change> changes = [];

    public static IReadOnlyList<Change> Find(string file, SyntaxTree tree)
    {
        var finder = new ChangeFinder(file);
        finder.Visit(tree.GetRoot());
        return finder.changes;
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
        // What attributes say is for the compiler.
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
        // Exceptions mean a bug here; their messages are for us.
    }

    public override void VisitThrowExpression(ThrowExpressionSyntax node)
    {
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (Flipped.TryGetValue(node.OperatorToken.Kind(), out var text))
        {
            Choose(node.IsKind(SyntaxKind.LogicalAndExpression) || node.IsKind(SyntaxKind.LogicalOrExpression) ? "swap" : "flip",
                node.OperatorToken.Span, text, node);
        }

        base.VisitBinaryExpression(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression))
            Choose("drop !", node.OperatorToken.Span, "", node);
        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        foreach (var not in node.Pattern.DescendantNodesAndSelf().OfType<UnaryPatternSyntax>())
            Choose("drop not", not.OperatorToken.Span, "", node);
        foreach (var relation in node.Pattern.DescendantNodesAndSelf()
            .OfType<RelationalPatternSyntax>()
            .Where(relation => Flipped.ContainsKey(relation.OperatorToken.Kind())))
        {
            Choose("flip", relation.OperatorToken.Span, Flipped[relation.OperatorToken.Kind()], node);
        }

        base.VisitIsPatternExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        Choose("negate", node.Condition.Span, $"!({node.Condition})", node.Condition);
        base.VisitIfStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        Choose("negate", node.Condition.Span, $"!({node.Condition})", node.Condition);
        base.VisitConditionalExpression(node);
    }

    public override void VisitCollectionExpression(CollectionExpressionSyntax node)
    {
        foreach (var row in node.Elements)
        {
            if (InTable(node) && row is ExpressionElementSyntax one)
                Add("drop row", row.Span, "", row, $".. global::Linter.Mutation.Row({Change.Number}, {one.Expression})");
            else if (InTable(node) && row is SpreadElementSyntax spread)
                Add("drop row", row.Span, "", row, $".. global::Linter.Mutation.Rows({Change.Number}, {spread.Expression})");
        }

        base.VisitCollectionExpression(node);
    }

    public override void VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        foreach (var arm in node.Arms.Where(arm => arm.Pattern is not DiscardPatternSyntax))
        {
            var when = arm.WhenClause is { } clause ? $"({clause.Condition}) && " : "";
            Add("drop arm", arm.Span, "", arm, $"{arm.Pattern} when {when}!{Change.On} => {arm.Expression}");
        }

        base.VisitSwitchExpression(node);
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (node.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax)
            return;

        if (node.IsKind(SyntaxKind.NumericLiteralExpression) && node.Token.Value is int number)
        {
            Choose("number", node.Span, (number + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), node);
        }
        else if (node.IsKind(SyntaxKind.StringLiteralExpression) && node.Token.IsKind(SyntaxKind.StringLiteralToken)
            && node.Token.Text.EndsWith('"'))
        {
            Choose("string", node.Span, $"{node.Token.Text[..^1]}~\"", node);
        }
    }

    public override void VisitReturnStatement(ReturnStatementSyntax node)
    {
        var type = node.Ancestors().Select(TypeOf).FirstOrDefault(found => found is not null);
        if (type is not "" and not null && node.Expression is { } expression && Empty(type) is { } empty && expression.ToString() != empty)
            Choose("return empty", expression.Span, empty, expression);
        base.VisitReturnStatement(node);
    }

    public override void VisitContinueStatement(ContinueStatementSyntax node) =>
        Add("remove", node.Span, "", node, $"{{ if (!{Change.On}) {node} }}");

    public override void VisitYieldStatement(YieldStatementSyntax node)
    {
        Add("remove", node.Span, "", node, $"{{ if (!{Change.On}) {node} }}");
        base.VisitYieldStatement(node);
    }

    // A lambda's type stands nowhere.
    private static string? TypeOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.ReturnType.ToString(),
        LocalFunctionStatementSyntax function => function.ReturnType.ToString(),
        PropertyDeclarationSyntax property => property.Type.ToString(),
        AnonymousFunctionExpressionSyntax => "",
        _ => null,
    };

    private static string? Empty(string type) => type switch
    {
        "bool" => "false",
        "string" => "\"\"",
        "int" => "0",
        _ when type.EndsWith('?') => "null",
        _ when type.Contains("Array<") || type.Contains("List<") || type.Contains("IEnumerable<")
            || type.EndsWith("[]", StringComparison.Ordinal) => "[]",
        _ => null,
    };

    private static bool InTable(SyntaxNode node) =>
        !node.Ancestors().Any(above => above is AnonymousFunctionExpressionSyntax or BlockSyntax)
        && node.Ancestors().Any(above => above is FieldDeclarationSyntax or PropertyDeclarationSyntax or ArrowExpressionClauseSyntax);

    private void Choose(string kind, TextSpan span, string text, ExpressionSyntax whole)
    {
        var old = whole.ToString();
        var changed = old[..(span.Start - whole.SpanStart)] + text + old[(span.End - whole.SpanStart)..];
        Add(kind, span, text, whole, $"({Change.On} ? ({changed}) : ({old}))");
    }

    private void Add(string kind, TextSpan span, string text, SyntaxNode held, string switched) =>
        changes.Add(new Change(file, kind, span, text, held.Span, switched,
            !held.Ancestors().Any(above => above is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax
                or PropertyDeclarationSyntax { ExpressionBody: not null })));
}
