// What the packages do not say, or say otherwise than the API server does. Every line names its source; a line that
// matches nothing stops the generator, so that a new release cannot leave it behind unseen.
// A key is TYPE.field; TYPE is the name in the schema without its group and version, so that it covers all of them, or
// with them (apps.v1.DeploymentSpec).
//
// Sources, all in kubernetes/kubernetes unless said otherwise:
//   core      pkg/apis/core/validation/validation.go
//   apps      pkg/apis/apps/validation/validation.go
//   batch     pkg/apis/batch/validation/validation.go
//   net       pkg/apis/networking/validation/validation.go
//   rbac      pkg/apis/rbac/{validation/validation.go,v1/defaults.go}
//   crd       staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/{validation/validation.go,v1beta1/defaults.go}
//   hpa       pkg/apis/autoscaling/validation/validation.go
//   hooks     pkg/apis/admissionregistration/validation/validation.go
//   flow      pkg/apis/flowcontrol/validation/validation.go
//   storage   pkg/apis/storage/validation/validation.go
//   other     pkg/apis/GROUP/validation/validation.go of the field's own group
//   zero      a number, boolean or struct whose zero value passes validation: leaving it out is no different from it

/** Marked required in the OpenAPI document, yet a manifest without them is accepted. */
export const forgiven = {
  'CustomResourceDefinitionVersion.served': 'zero',
  'CustomResourceDefinitionVersion.storage': 'zero',
  'apiextensions.v1beta1.CustomResourceDefinitionSpec.scope': 'crd: defaults to Namespaced',
  'core.v1.Event.involvedObject': 'zero',
  'ControllerRevision.revision': 'zero',
  'CSIDriver.spec': 'zero: every field of it has a default',
  'CSINode.spec': 'zero',
  'CSINodeSpec.drivers': 'zero: an empty list',
  'LimitRangeSpec.limits': 'zero: an empty list',
  'PreferredSchedulingTerm.preference': 'zero: an empty term selects nothing',
  'ISCSIVolumeSource.lun': 'zero',
  'ISCSIPersistentVolumeSource.lun': 'zero',
  'SleepAction.seconds': 'zero, since PodLifecycleSleepActionAllowZero',
  'core.v1.HTTPHeader.value': 'core: only the name is validated',
  'Sysctl.value': 'core: only the name is validated',
  'TokenRequest.audience': 'zero: the empty audience is that of the API server',
  'ResourcePool.generation': 'zero',
  'apps.v1beta1.StatefulSetSpec.serviceName': 'apps: never validated as required',
  'apps.v1beta2.StatefulSetSpec.serviceName': 'apps: never validated as required',
  'extensions.v1beta1.NetworkPolicySpec.podSelector': 'zero: an empty selector selects all pods',
  'rbac.v1beta1.RoleRef.apiGroup': 'rbac: defaults to rbac.authorization.k8s.io',
  'scheduling.v1beta1.PriorityClass.value': 'zero',
  'IDRange.min': 'zero', 'IDRange.max': 'zero', 'HostPortRange.min': 'zero', 'HostPortRange.max': 'zero',
  'discovery.v1beta1.EndpointSlice.endpoints': 'zero: an empty list',
};

/** Not marked required, yet validation answers "Required value". */
export const required = {
  'Container.image': 'core: validateContainerCommon',
  'EphemeralContainer.image': 'core: validateContainerCommon',
  'ExecAction.command': 'core: validateExecAction',
  'ConfigMapKeySelector.name': 'core: validateConfigMapKeySelector',
  'SecretKeySelector.name': 'core: validateSecretKeySelector',
  'ConfigMapEnvSource.name': 'core: validateConfigMapEnvSource',
  'SecretEnvSource.name': 'core: validateSecretEnvSource',
  'ConfigMapVolumeSource.name': 'core: validateConfigMapVolumeSource',
  'ConfigMapProjection.name': 'core: validateProjectionSources',
  'SecretProjection.name': 'core: validateProjectionSources',
  'SecretVolumeSource.secretName': 'core: validateSecretVolumeSource',
  'core.v1.PersistentVolumeClaimSpec.accessModes': 'core: ValidatePersistentVolumeClaimSpec',
  'core.v1.PersistentVolumeClaimSpec.resources': 'core: ValidatePersistentVolumeClaimSpec, requests.storage',
  'core.v1.VolumeResourceRequirements.requests': 'core: ValidatePersistentVolumeClaimSpec, requests.storage',
  'core.v1.PersistentVolumeSpec.accessModes': 'core: ValidatePersistentVolumeSpec',
  'core.v1.PersistentVolumeSpec.capacity': 'core: ValidatePersistentVolumeSpec',
  'core.v1.ReplicationControllerSpec.template': 'core: ValidatePodTemplateSpecForRC',
  'core.v1.PodTemplateSpec.spec': 'core: ValidatePodSpec, containers',
  'core.v1.Pod.spec': 'core: ValidatePodSpec, containers',
  'core.v1.ReplicationController.spec': 'core: ValidateReplicationControllerSpec',
  'core.v1.PersistentVolumeClaim.spec': 'core: ValidatePersistentVolumeClaimSpec',
  'core.v1.PersistentVolume.spec': 'core: ValidatePersistentVolumeSpec',
  'apps.v1.Deployment.spec': 'apps: selector and template',
  'apps.v1.ReplicaSet.spec': 'apps: selector and template',
  'apps.v1.ReplicaSetSpec.template': 'apps: ValidatePodTemplateSpecForReplicaSet',
  'apps.v1.StatefulSet.spec': 'apps: selector and template',
  'apps.v1.DaemonSet.spec': 'apps: selector and template',
  'batch.v1.Job.spec': 'batch: template',
  'batch.v1.JobTemplateSpec.spec': 'batch: template',
  'networking.v1.Ingress.spec': 'net: rules or defaultBackend',
  'networking.v1.IngressClassSpec.controller': 'net: validateIngressClassSpec',
  'networking.v1.IngressClass.spec': 'net: controller',
  'gateway.v1.ReferenceGrant.spec': 'gateway-api config/crd',
  'apps.v1.ControllerRevision.data': 'apps: ValidateControllerRevision',
  'rbac.v1.AggregationRule.clusterRoleSelectors': 'rbac: ValidateClusterRole',
  'admissionregistration.v1.RuleWithOperations.operations': 'hooks: validateRuleWithOperations',
  'admissionregistration.v1.RuleWithOperations.apiGroups': 'hooks: validateRule',
  'admissionregistration.v1.RuleWithOperations.apiVersions': 'hooks: validateRule',
  'admissionregistration.v1.RuleWithOperations.resources': 'hooks: validateRule',
  'admissionregistration.v1.NamedRuleWithOperations.operations': 'hooks: validateRuleWithOperations',
  'admissionregistration.v1.NamedRuleWithOperations.apiGroups': 'hooks: validateRule',
  'admissionregistration.v1.NamedRuleWithOperations.apiVersions': 'hooks: validateRule',
  'admissionregistration.v1.NamedRuleWithOperations.resources': 'hooks: validateRule',
  'admissionregistration.v1.ValidatingAdmissionPolicySpec.matchConstraints': 'hooks: validateValidatingAdmissionPolicySpec',
  'apiregistration.v1.ServiceReference.name': 'kube-aggregator: ValidateAPIService',
  'apiregistration.v1.ServiceReference.namespace': 'kube-aggregator: ValidateAPIService',
  'apiextensions.v1.CustomResourceDefinitionVersion.schema': 'crd: schemas are required',
  'apiextensions.v1.CustomResourceValidation.openAPIV3Schema': 'crd: schemas are required',
  'certificates.v1.CertificateSigningRequestSpec.usages': 'pkg/apis/certificates/validation: ValidateCertificateSigningRequestCreate',
};

/** Strings in the OpenAPI document that are decoded as quantities (k8s.io/apimachinery pkg/api/resource). */
export const quantities = ['CapacityRequestPolicyRange.min', 'CapacityRequestPolicyRange.max', 'CapacityRequestPolicyRange.step', 'CapacityRequestPolicy.default', 'Counter.value', 'DeviceCapacity.value', 'CapacityRequirements.requests'];

/** int-or-string fields that are a port: a string is a name in the IANA_SVC_NAME grammar, so it holds a letter (core: ValidatePortNumOrName; net). */
export const ports = ['ServicePort.targetPort', 'HTTPGetAction.port', 'TCPSocketAction.port', 'NetworkPolicyPort.port'];

/** JSON that is this type where it is a mapping and something else where it is not (apiextensions v1 marshal.go). */
export const objectOr = {
  'JSONSchemaPropsOrBool': 'JSONSchemaProps', // true or false
  'JSONSchemaPropsOrArray': 'JSONSchemaProps', // a list of schemas
  'JSONSchemaPropsOrStringArray': 'JSONSchemaProps', // a list of names
};

/** Empty types that stand for any JSON. */
export const anything = ['JSON', 'CustomResourceSubresourceStatus', 'RawExtension', 'FieldsV1'];

/** Closed sets that the OpenAPI document does not mark as such. */
export const values = {
  'meta.v1.LabelSelectorRequirement.operator': ['In', 'NotIn', 'Exists', 'DoesNotExist'], // apimachinery pkg/apis/meta/v1/types.go
  'networking.v1.IngressClassParametersReference.scope': ['Cluster', 'Namespace'], // net
  'networking.v1.NetworkPolicySpec.policyTypes': ['Ingress', 'Egress'], // net
  'core.v1.ServiceSpec.trafficDistribution': ['PreferClose', 'PreferSameZone', 'PreferSameNode'], // core
  'rbac.v1.Subject.kind': ['User', 'Group', 'ServiceAccount'], // rbac
  'CustomResourceDefinitionSpec.scope': ['Cluster', 'Namespaced'], // crd
  'CustomResourceConversion.strategy': ['None', 'Webhook'], // crd
  'CustomResourceColumnDefinition.type': ['boolean', 'date', 'integer', 'number', 'string'], // crd: printerColumnDatatypes
  'CustomResourceColumnDefinition.format': ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'], // crd: customResourceColumnDefinitionFormats
  'apiextensions.v1.JSONSchemaProps.type': ['array', 'boolean', 'integer', 'number', 'object', 'string'], // crd: openapiV3Types
  'apiextensions.v1.JSONSchemaProps.x-kubernetes-list-type': ['atomic', 'map', 'set'], // crd
  'apiextensions.v1.JSONSchemaProps.x-kubernetes-map-type': ['atomic', 'granular'], // crd
  'autoscaling.v2.MetricSpec.type': ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'], // hpa
  'autoscaling.v2.MetricTarget.type': ['AverageValue', 'Utilization', 'Value'], // hpa
  'autoscaling.v2.HPAScalingPolicy.type': ['Percent', 'Pods'], // hpa
  'autoscaling.v2.HPAScalingRules.selectPolicy': ['Disabled', 'Max', 'Min'], // hpa
  'admissionregistration.v1.MutatingWebhook.sideEffects': ['None', 'NoneOnDryRun'], // hooks: noSideEffects, where v1beta1 takes four
  'admissionregistration.v1.ValidatingWebhook.sideEffects': ['None', 'NoneOnDryRun'], // hooks
  'admissionregistration.v1.Validation.reason': ['Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'], // hooks
  'admissionregistration.v1.ParamRef.parameterNotFoundAction': ['Allow', 'Deny'], // hooks
  'storage.v1.StorageClass.reclaimPolicy': ['Delete', 'Retain'], // storage: validateReclaimPolicy
  'storage.v1.CSIDriverSpec.fsGroupPolicy': ['File', 'None', 'ReadWriteOnceWithFSType'], // storage
  'storage.v1.CSIDriverSpec.volumeLifecycleModes': ['Ephemeral', 'Persistent'], // storage
  'core.v1.PodOS.name': ['linux', 'windows'], // core: validateOS
  'flowcontrol.v1.FlowDistinguisherMethod.type': ['ByNamespace', 'ByUser'], // flow
  'flowcontrol.v1.PriorityLevelConfigurationSpec.type': ['Exempt', 'Limited'], // flow
  'flowcontrol.v1.LimitResponse.type': ['Queue', 'Reject'], // flow
};

/** Closed sets of fields that a feature gate clears before anything is validated: any word passes where the gate is off, as in older releases. */
export const open = ['core.v1.Lifecycle.stopSignal', 'core.v1.PodSecurityContext.supplementalGroupsPolicy', 'core.v1.SecurityContext.procMount'];

/** The least and the most that validation lets an integer be; null for no limit but the type's. Those of pods are judged in words of their own. */
export const ranges = {
  'autoscaling.v1.HorizontalPodAutoscalerSpec.targetCPUUtilizationPercentage': [1, null], // hpa, as a metric
  'autoscaling.v2.MetricTarget.averageUtilization': [1, null], // hpa
  'autoscaling.v2.HPAScalingPolicy.value': [1, null], // hpa
  'autoscaling.v2.HPAScalingPolicy.periodSeconds': [1, 1800], // hpa
  'autoscaling.v2.HPAScalingRules.stabilizationWindowSeconds': [0, 3600], // hpa
  'admissionregistration.v1.MutatingWebhook.timeoutSeconds': [1, 30], // hooks
  'admissionregistration.v1.ValidatingWebhook.timeoutSeconds': [1, 30], // hooks
  'admissionregistration.v1.ServiceReference.port': [1, 65535], // hooks: ValidateWebhookService
  'apiextensions.v1.ServiceReference.port': [1, 65535], // crd
  'apiregistration.v1.ServiceReference.port': [1, 65535], // staging/src/k8s.io/kube-aggregator/pkg/apis/apiregistration/validation
  'apiregistration.v1.APIServiceSpec.groupPriorityMinimum': [1, 20000], // the same
  'apiregistration.v1.APIServiceSpec.versionPriority': [1, 1000], // the same
  'apps.v1.ControllerRevision.revision': [0, null], // apps
  'certificates.v1.CertificateSigningRequestSpec.expirationSeconds': [600, null], // other
  'coordination.v1.LeaseSpec.leaseDurationSeconds': [1, null], // other
  'coordination.v1.LeaseSpec.leaseTransitions': [0, null], // other
  'core.v1.EndpointPort.port': [1, 65535], // core: validateEndpointPort
  'flowcontrol.v1.FlowSchemaSpec.matchingPrecedence': [1, 10000], // flow
  'scheduling.v1.PriorityClass.value': [null, 1000000000], // other: HighestUserDefinablePriority; the system's own have more
  'storage.v1.TokenRequest.expirationSeconds': [600, 4294967296], // storage
};

/** Fields that another release of the Gateway API has in place of those of the package; anything is taken for them. */
export const elsewhere = {
  'gateway.v1.SessionPersistence': ['cookie', 'header'], // gateway-api config/crd/experimental, where cookieConfig and sessionName went
};

/** Fields that cannot change once the object exists (ValidateUpdate of the sources above). */
export const immutable = [
  'apps.v1.DeploymentSpec.selector', 'apps.v1.ReplicaSetSpec.selector', 'apps.v1.DaemonSetSpec.selector',
  'apps.v1.StatefulSetSpec.selector', 'apps.v1.StatefulSetSpec.serviceName', 'apps.v1.StatefulSetSpec.volumeClaimTemplates', 'apps.v1.StatefulSetSpec.podManagementPolicy',
  'batch.v1.JobSpec.selector', 'batch.v1.JobSpec.template', 'batch.v1.JobSpec.completionMode',
  'core.v1.PersistentVolumeClaimSpec.storageClassName', 'core.v1.PersistentVolumeClaimSpec.accessModes', 'core.v1.PersistentVolumeClaimSpec.volumeMode', 'core.v1.PersistentVolumeClaimSpec.dataSource',
  'core.v1.Secret.type', 'storage.v1.StorageClass.provisioner', 'storage.v1.StorageClass.parameters', 'storage.v1.StorageClass.volumeBindingMode', 'storage.v1.StorageClass.reclaimPolicy',
  'scheduling.v1.PriorityClass.value', 'rbac.v1.RoleBinding.roleRef', 'rbac.v1.ClusterRoleBinding.roleRef', 'networking.v1.IngressClassSpec.controller', 'node.v1.RuntimeClass.handler',
];

/** Versions that no package carries, older or newer; the object has the same shape in another. */
export const sameShape = {
  'rbac.authorization.k8s.io/v1alpha1': 'rbac.authorization.k8s.io/v1beta1',
  'scheduling.k8s.io/v1alpha1 PriorityClass': 'scheduling.k8s.io/v1beta1 PriorityClass',
  'batch/v2alpha1 CronJob': 'batch/v1beta1 CronJob',
  'storage.k8s.io/v1alpha1 CSIStorageCapacity': 'storage.k8s.io/v1beta1 CSIStorageCapacity',
  'flowcontrol.apiserver.k8s.io/v1alpha1': 'flowcontrol.apiserver.k8s.io/v1beta1',
  'discovery.k8s.io/v1alpha1': 'discovery.k8s.io/v1beta1',
  'gateway.networking.k8s.io/v1 TCPRoute': 'gateway.networking.k8s.io/v1alpha2 TCPRoute',
  'gateway.networking.k8s.io/v1 UDPRoute': 'gateway.networking.k8s.io/v1alpha2 UDPRoute',
};
