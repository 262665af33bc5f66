{{/* Every template here takes a list of the root and the name of a process: registry, ingest or serve. */}}

{{- define "granary.name" -}}
{{- $root := index . 0 -}}
{{- printf "%s-%s" ($root.Release.Name | trunc 50 | trimSuffix "-") (index . 1) -}}
{{- end -}}

{{- define "granary.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: granary
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "granary.labels" -}}
{{- $root := index . 0 -}}
{{ include "granary.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end -}}

{{- define "granary.metadata" -}}
name: {{ include "granary.name" . }}
labels:
  {{- include "granary.labels" . | nindent 2 }}
{{- end -}}

{{- define "granary.serviceAccount" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.serviceAccount.create -}}
{{- $root.Values.serviceAccount.name | default (printf "%s-granary" ($root.Release.Name | trunc 50 | trimSuffix "-")) -}}
{{- else -}}
{{- $root.Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{- define "granary.registryUrl" -}}
{{- $root := index . 0 -}}
{{- if $root.Values.registry.enabled -}}
http://{{ include "granary.name" (list $root "registry") }}:{{ $root.Values.registry.service.port }}
{{- else -}}
{{- required "registry.url: (expected: where the registry is, as registry.enabled is false)" $root.Values.registry.url -}}
{{- end -}}
{{- end -}}

{{/* What the pods of every process have in common. */}}
{{- define "granary.pod" -}}
{{- $root := index . 0 -}}
serviceAccountName: {{ include "granary.serviceAccount" . }}
automountServiceAccountToken: false
# Kubernetes' variables for services would be read as options: GRANARY_PORT is --port.
enableServiceLinks: false
terminationGracePeriodSeconds: 45
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "granary.selector" . | nindent 8 }}
{{- with $root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* What the containers of every process have in common; the port is the one that clients connect to. */}}
{{- define "granary.container" -}}
{{- $root := index . 0 -}}
name: {{ index . 1 }}
image: {{ printf "%s:%s" $root.Values.image.repository ($root.Values.image.tag | default $root.Chart.AppVersion) | quote }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
args: [{{ index . 2 }}]
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
startupProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 2
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 3
readinessProbe:
  httpGet: {path: /health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 3
{{- end -}}

{{- define "granary.environment" -}}
{{- $root := index . 0 -}}
- {name: GRANARY_HOST, value: 0.0.0.0}
- {name: GRANARY_ALLOW_REMOTE, value: "true"}
- {name: GRANARY_LOG_LEVEL, value: {{ $root.Values.logLevel }}}
{{- with $root.Values.javaOptions }}
- {name: GRANARY_JAVA_OPTIONS, value: {{ . | quote }}}
{{- end }}
{{- end -}}

{{/* The environment of a process that follows one project. */}}
{{- define "granary.project" -}}
{{- $root := index . 0 -}}
- {name: GRANARY_PROJECT, value: {{ $root.Values.project | quote }}}
- {name: GRANARY_REGISTRY, value: {{ include "granary.registryUrl" . | quote }}}
- {name: GRANARY_SNAPSHOT, value: /var/lib/granary/snapshot.json}
- {name: GRANARY_BOOTSTRAP_SERVERS, value: {{ $root.Values.kafka.bootstrapServers | quote }}}
- {name: GRANARY_REDIS_URI, value: {{ $root.Values.redis.uri | quote }}}
- {name: GRANARY_REDIS_READ_FROM, value: {{ $root.Values.redis.readFrom | quote }}}
{{- with $root.Values.redis.user }}
- {name: GRANARY_REDIS_USER, value: {{ . | quote }}}
{{- end }}
{{- if $root.Values.redis.passwordSecret.name }}
- {name: GRANARY_REDIS_PASSWORD, value: "${file:/etc/granary/redis/password}"}
{{- end }}
{{- end -}}

{{/* A secret as a file called password, in a folder of its own. */}}
{{- define "granary.secretVolume" -}}
{{- $secret := index . 1 -}}
- name: {{ index . 0 }}
  secret:
    secretName: {{ $secret.name }}
    defaultMode: 0440
    items: [{key: {{ $secret.key }}, path: password}]
{{- end -}}
